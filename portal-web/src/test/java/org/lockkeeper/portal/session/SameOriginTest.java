package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {

  private final SameOrigin filter = new SameOrigin();

  private Exchange run(Exchange exchange) throws Exception {
    filter.doFilter(exchange.request(), exchange.response(), exchange.chain());
    return exchange;
  }

  @ParameterizedTest(name = "site {0}, origin {1}: passes = {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, https://app.example, true",
        "same-origin, null, true",
        "none, -, true",
        "-, https://app.example, true",
        "-, -, true",
        "cross-site, -, false",
        "cross-site, https://app.example, false",
        "same-site, -, false",
        "-, null, false",
        "-, https://evil.example, false",
        "same-origin, https://evil.example, false",
        "-, https://app.example.evil.example, false",
        "-, %%%, false"
      })
  @Tag("ASVS-V3.5.1")
  void what_changes_something_comes_from_our_own_pages(String site, String origin, boolean passes)
      throws Exception {
    Exchange exchange = Exchange.post("/seller/orders").header("Host", "app.example");
    if (site != null) {
      exchange.header("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      exchange.header("Origin", origin);
    }
    run(exchange);

    assertThat(exchange.passed()).isEqualTo(passes);
    assertThat(exchange.status()).isEqualTo(passes ? 200 : 403);
  }

  @Test
  void a_webhook_comes_from_elsewhere_and_is_signed_instead() throws Exception {
    Exchange exchange =
        Exchange.post("/webhooks/shopify/abc").header("Sec-Fetch-Site", "cross-site");

    assertThat(run(exchange).passed()).isTrue();
  }

  @Test
  void a_path_that_only_looks_like_a_webhook_is_refused() throws Exception {
    Exchange exchange = Exchange.post("/webhooksX").header("Sec-Fetch-Site", "cross-site");

    assertThat(run(exchange).status()).isEqualTo(403);
  }

  @Test
  void reading_has_no_effect_and_is_let_through() throws Exception {
    Exchange exchange = Exchange.get("/seller/orders").header("Sec-Fetch-Site", "cross-site");

    assertThat(run(exchange).passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-in", "/second-factor", "/confirm", "/enroll", "/seller/orders"})
  void nobody_is_signed_in_or_raised_by_the_form_of_another_site(String path) throws Exception {
    Exchange exchange =
        Exchange.post(path)
            .header("Host", "app.example")
            .header("Sec-Fetch-Site", "cross-site")
            .header("Origin", "https://evil.example");

    assertThat(run(exchange).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, false",
    "application/json, false",
    "text/plain; application/x-www-form-urlencoded, false",
    "application/x-www-form-urlencodedX, false",
    "application/x-www-form-urlencoded; charset=UTF-8, true",
    "multipart/form-data; boundary=x, true"
  })
  @Tag("ASVS-V3.5.2")
  void what_is_no_form_of_ours_is_refused(String type, boolean passes) throws Exception {
    Exchange exchange = Exchange.post("/seller/orders").type(type);

    assertThat(run(exchange).passed()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "-123456789:987654321, true",
    "1:2, true",
    "stateless, false",
    "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==, false",
    "1:2:3, false",
    "'', false"
  })
  void the_state_of_a_page_is_the_number_of_one_that_is_held_here(String state, boolean passes)
      throws Exception {
    Exchange exchange = Exchange.post("/seller/orders").with("jakarta.faces.ViewState", state);

    assertThat(run(exchange).passed()).isEqualTo(passes);
  }

  @Test
  void looking_at_a_page_never_sends_a_form() throws Exception {
    Exchange exchange = Exchange.get("/seller/orders").with("jakarta.faces.ViewState", "1:2");

    assertThat(run(exchange).status()).isEqualTo(403);
  }
}
