package org.lockkeeper.portal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR deploys as it is shipped, and its doors are as they should be. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ShippedWarIT {

  private final HttpClient client = HttpClient.newHttpClient();

  @ArquillianResource private URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
        WebArchive.class, new File(System.getProperty("shipped.war", "target/lockkeeper.war")));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(at(path)).GET().build());
  }

  private URI at(String path) throws URISyntaxException {
    return new URI("http", null, "127.0.0.1", base.getPort(), path, null, null);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void the_shipped_war_deploys_and_is_ready() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).contains("portal");
  }

  @Test
  void whoever_is_not_signed_in_is_sent_to_sign_in() throws Exception {
    HttpResponse<String> answer = get("/seller/orders");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).contains("/sign-in");
  }

  @Test
  void the_sign_in_page_has_a_policy_with_a_nonce_and_no_inline_script() throws Exception {
    HttpResponse<String> answer = get("/sign-in");
    assertThat(answer.statusCode()).isEqualTo(200);
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertThat(policy).contains("'nonce-").contains("frame-ancestors 'none'");
    assertThat(policy).doesNotContain("script-src 'self' 'unsafe-inline'");
  }

  @Test
  void a_webhook_to_an_unknown_address_is_refused_with_an_empty_body() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at("/webhooks/shopify/0123456789abcdef0123456789abcdef"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  @Tag("ASVS-V1.1.1")
  void there_is_one_way_to_a_page() throws Exception {
    assertThat(get("/faces/sign-in.xhtml").statusCode()).isNotEqualTo(200);
  }
}
