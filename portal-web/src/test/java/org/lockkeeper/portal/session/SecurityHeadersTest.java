package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersTest {

  private final SecurityHeaders filter =
      new SecurityHeaders(new RemoteIp(Optional.of("10.0.0.0/8")));

  @ParameterizedTest
  @ValueSource(strings = {"/seller/today", "/sign-in", "/jakarta.faces.resource/a.css", "/x"})
  @Tag("ASVS-V3.2.1")
  void every_answer_carries_the_headers(String path) throws Exception {
    Exchange exchange = Exchange.get(path);
    filter.doFilter(exchange.request(), exchange.response(), exchange.chain());

    assertThat(exchange.told(SecurityHeaders.CSP).orElseThrow())
        .contains("default-src 'self'")
        .contains("object-src 'none'")
        .contains("frame-ancestors 'none'")
        .endsWith("script-src 'self'")
        .doesNotContain("script-src 'self' 'unsafe");
    assertThat(exchange.told("X-Content-Type-Options")).contains("nosniff");
    assertThat(exchange.told("X-Frame-Options")).contains("DENY");
    assertThat(exchange.told("Referrer-Policy")).contains("no-referrer");
    assertThat(exchange.told("Permissions-Policy")).isPresent();
    assertThat(exchange.told("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(exchange.told("Cross-Origin-Resource-Policy")).contains("same-origin");
  }

  @Test
  @Tag("ASVS-V14.3.2")
  void pages_are_kept_by_no_cache() throws Exception {
    Exchange exchange = Exchange.get("/seller/orders");
    filter.doFilter(exchange.request(), exchange.response(), exchange.chain());

    assertThat(exchange.told("Cache-Control")).contains("no-store");
  }

  @Test
  @Tag("ASVS-V3.4.1")
  void only_a_secure_answer_asks_for_secure_ones_from_now_on() throws Exception {
    Exchange plain = Exchange.get("/");
    filter.doFilter(plain.request(), plain.response(), plain.chain());
    Exchange secure = Exchange.get("/").secure();
    filter.doFilter(secure.request(), secure.response(), secure.chain());
    Exchange before = Exchange.get("/").from("10.1.2.3").header("X-Forwarded-Proto", "https");
    filter.doFilter(before.request(), before.response(), before.chain());
    Exchange liar = Exchange.get("/").header("X-Forwarded-Proto", "https");
    filter.doFilter(liar.request(), liar.response(), liar.chain());

    assertThat(plain.told("Strict-Transport-Security")).isEmpty();
    assertThat(secure.told("Strict-Transport-Security")).isPresent();
    assertThat(before.told("Strict-Transport-Security")).as("a proxy of ours").isPresent();
    assertThat(liar.told("Strict-Transport-Security")).as("anybody's header").isEmpty();
  }

  @Test
  @Tag("ASVS-V3.4.3")
  void a_page_adds_its_nonce_to_the_one_policy() throws Exception {
    Exchange exchange = Exchange.get("/seller/today");
    filter.doFilter(
        exchange.request(),
        exchange.response(),
        (request, response) ->
            ((HttpServletResponse) response)
                .addHeader(SecurityHeaders.CSP, "script-src 'self' 'nonce-abc';"));

    assertThat(exchange.told(SecurityHeaders.CSP))
        .contains(SecurityHeaders.POLICY + "script-src 'self' 'nonce-abc';");
  }

  @Test
  @Tag("ASVS-V3.4.3")
  @Tag("ASVS-V14.2.3")
  void nothing_replaces_the_policy_by_a_weaker_one() throws Exception {
    Exchange exchange = Exchange.get("/seller/today");
    filter.doFilter(
        exchange.request(),
        exchange.response(),
        (request, response) ->
            ((HttpServletResponse) response).setHeader(SecurityHeaders.CSP, "default-src *"));

    assertThat(exchange.told(SecurityHeaders.CSP))
        .contains(SecurityHeaders.POLICY + "script-src 'self'");
  }
}
