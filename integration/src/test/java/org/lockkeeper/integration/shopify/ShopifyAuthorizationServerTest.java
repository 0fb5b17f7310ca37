package org.lockkeeper.integration.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Callback;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.credentials.rotation.ApplicationKeys;
import org.lockkeeper.credentials.rotation.FindApplicationSecret;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.OrderBuilder;

/** What Shopify's answers to tokens, to a new application secret and to a farewell mean. */
class ShopifyAuthorizationServerTest {

  private static final String SHOP = "ada.myshopify.com";
  private static final Clock CLOCK = Clock.fixed(OrderBuilder.NOON, ZoneOffset.UTC);

  private final TestOutbound platform = new TestOutbound();

  @AfterEach
  void close() {
    platform.close();
  }

  private ShopifyAuthorizationServer server(Optional<String> testShop) {
    return new ShopifyAuthorizationServer(
        new OneSecret(),
        new AppSecrets(
            new ApplicationKeys(
                new OneSecret(), new FindApplicationSecret(new ShopifyTest.Rotated()), CLOCK)),
        platform.outbound(),
        new ShopifyGraph(platform.outbound(), "http://" + platform.address(), "2026-04"),
        CLOCK,
        "app-1",
        "https://{shop}/admin/oauth/authorize",
        "http://" + platform.address() + "/{shop}/admin/oauth/access_token",
        testShop);
  }

  private static Authorization.Snapshot grant(Secret refresh) {
    return Authorization.granted(
            OrderBuilder.CONNECTION,
            OrderBuilder.SELLER,
            new Platform("shopify"),
            new Grant(
                SHOP,
                "Ada",
                Set.of(),
                Map.of(),
                Optional.empty(),
                new Tokens(TokenStyle.REPLACED, refresh, Optional.empty(), Optional.empty())),
            OrderBuilder.NOON)
        .snapshot();
  }

  private void answers(int status, String body) {
    platform.answers(call -> new TestOutbound.Reply(status, body));
  }

  private void renew() {
    try (Secret refresh = Secret.of("shprt_hush")) {
      server(Optional.empty()).renew(grant(refresh), refresh).close();
    }
  }

  private void exchange() {
    try (Secret code = Secret.of("code-1")) {
      server(Optional.empty())
          .exchange(
              OrderBuilder.SELLER,
              SHOP,
              new Callback.Agreed(SHOP, code, Map.of()),
              URI.create("https://lockkeeper.example/callback/shopify"))
          .close();
    }
  }

  private void tryOut(Optional<String> testShop) {
    try (Secret secret = Secret.of("hush-next")) {
      server(testShop).testApplication(secret);
    }
  }

  private boolean end() {
    try (Secret access = Secret.of("shpat_hush")) {
      return server(Optional.empty()).end(grant(access), access);
    }
  }

  private static void troubled(ThrowingCallable call, PlatformTrouble.Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e).hasNoCause().hasMessageNotContaining("hush");
            });
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_grant\"} | UNAUTHORIZED",
        "401 | {\"error\":\"invalid_grant\"} | UNAUTHORIZED",
        "401 | {\"error\":\"invalid_client\"} | REFUSED",
        "400 | {\"error\":\"application_cannot_be_found\"} | REFUSED",
        "400 | {\"error\":\"invalid_request\"} | REFUSED",
        "400 | {\"error\":\"invalid_request\",\"error_description\":\"The authorization code was not found or was already used\"} | REFUSED",
        "400 | {\"error\":[\"invalid_grant\"]} | REFUSED",
        "400 | [\"invalid_grant\"] | REFUSED",
        "400 | '' | REFUSED",
        "401 | {\"errors\":\"Invalid API key\"} | REFUSED",
        "402 | {} | REFUSED",
        "403 | <html>Request blocked: invalid_grant</html> | REFUSED",
        "404 | <html>Not found</html> | REFUSED",
        "404 | {\"errors\":\"Not Found\"} | REFUSED",
        "423 | {} | REFUSED",
        "429 | {\"error\":\"invalid_grant\"} | THROTTLED",
        "500 | {\"error\":\"invalid_grant\"} | DOUBTFUL",
        "503 | <html>Later</html> | DOUBTFUL",
        "200 | <html>Welcome</html> | DOUBTFUL"
      })
  void a_sellers_grant_is_gone_only_if_shopify_itself_says_so(
      int status, String body, PlatformTrouble.Kind kind) {
    answers(status, body);
    troubled(this::renew, kind);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_grant\"} | UNAUTHORIZED",
        "400 | {\"error\":\"invalid_request\",\"error_description\":\"The authorization code was not found or was already used\"} | UNAUTHORIZED",
        "400 | {\"error\":\"invalid_request\"} | REFUSED",
        "400 | {\"error\":\"invalid_request\",\"error_description\":\"Could not find Shopify API application with api_key\"} | REFUSED",
        "401 | {\"error\":\"invalid_client\"} | REFUSED",
        "403 | <html>The authorization code was not found</html> | REFUSED",
        "429 | {} | THROTTLED"
      })
  void a_code_is_used_up_only_if_shopify_says_it_of_the_code(
      int status, String body, PlatformTrouble.Kind kind) {
    answers(status, body);
    troubled(this::exchange, kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"invalid_grant\"}",
        "{\"error\":\"invalid_request\",\"error_description\":\"The authorization code was not found or was already used\"}"
      })
  void a_secret_is_good_if_only_the_code_that_never_was_is_refused(String body) {
    answers(400, body);
    assertThatCode(() -> tryOut(Optional.of(SHOP))).doesNotThrowAnyException();
    assertThat(platform.calls.getFirst().body()).contains("hush-next", "never-given", "app-1");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\":\"invalid_client\"} | REFUSED",
        "404 | {\"error\":\"application_cannot_be_found\"} | REFUSED",
        "400 | {\"error\":\"invalid_request\"} | REFUSED",
        "400 | {} | REFUSED",
        "401 | '' | REFUSED",
        "403 | <html>Request blocked</html> | REFUSED",
        "404 | <html>Not found</html> | REFUSED",
        "429 | {} | THROTTLED",
        "500 | {\"error\":\"invalid_grant\"} | DOUBTFUL",
        "200 | {} | DOUBTFUL",
        "200 | {\"access_token\":\"shpat_1\"} | DOUBTFUL"
      })
  void any_other_answer_does_not_bring_a_secret_into_use(
      int status, String body, PlatformTrouble.Kind kind) {
    answers(status, body);
    troubled(() -> tryOut(Optional.of(SHOP)), kind);
  }

  @Test
  void without_a_shop_to_try_it_at_a_secret_is_refused_at_once() {
    troubled(() -> tryOut(Optional.empty()), PlatformTrouble.Kind.REFUSED);
    troubled(() -> tryOut(Optional.of("evil.example")), PlatformTrouble.Kind.REFUSED);
    assertThat(platform.calls).isEmpty();
  }

  @Test
  void an_app_that_the_shop_removed_is_ended() {
    answers(200, "{\"data\": {\"appUninstall\": {\"userErrors\": []}}}");
    assertThat(end()).isTrue();
    assertThat(platform.calls.getFirst().token()).contains("shpat_hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": {\"appUninstall\": {\"userErrors\": [{\"message\": \"Cannot hush\"}]}}}",
        "{\"data\": {\"appUninstall\": {\"userErrors\": [\"odd\"]}}}",
        "{\"data\": {\"appUninstall\": {\"userErrors\": null}}}",
        "{\"data\": {\"appUninstall\": {}}}",
        "{\"data\": {\"appUninstall\": null}}",
        "{\"data\": {}}"
      })
  void an_app_that_the_shop_did_not_remove_is_not_ended(String body) {
    answers(200, body);
    troubled(this::end, PlatformTrouble.Kind.REFUSED);
  }

  private static final class OneSecret implements SecretVault {

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      return Optional.of(Secret.of("hush-now"));
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      throw new UnsupportedOperationException();
    }
  }
}
