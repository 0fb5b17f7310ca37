package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
