package org.lockkeeper.integration.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.integration.tiktokshop.TikTokWorld.SELLER;
import static org.lockkeeper.integration.tiktokshop.TikTokWorld.code;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.Callback;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.kernel.PlatformTrouble;

class TikTokShopAuthorizationServerTest {

  private static final URI CALLBACK = URI.create("https://lockkeeper.example/callback/tiktokshop");
  private static final String SHOPS = "/authorization/202309/shops";
  private static final String US_SHOP =
      """
      {"id": "7495000000000000001", "cipher": "ROW_ada+cipher", "name": "Ada's", "region": "US",
       "seller_type": "LOCAL", "code": "USLCADA"}
      """;

  private final TikTokWorld world = new TikTokWorld();
  private final AuthorizationServer server = world.server;

  @AfterEach
  void close() {
    world.close();
  }

  private Grant exchanged(String region) {
    return server.exchange(
        SELLER, region, new Callback.Agreed("", Secret.of("code-1"), Map.of()), CALLBACK);
  }

  private void opens(String shops) {
    world.answers.put("/api/v2/token/get", call -> TikTokWorld.ok(world.pair("TTP_1", "ROW_1")));
    world.answer(SHOPS, "{\"shops\": [" + shops + "]}");
  }

  @Test
  void american_shops_agree_on_a_page_of_their_own() {
    assertThat(server.consent("US", "s t", CALLBACK))
        .hasToString(
            "https://services.us.tiktokshop.com/open/authorize?service_id=74001&state=s+t");
    assertThat(server.consent("GB", "s", CALLBACK).getHost()).isEqualTo("services.tiktokshop.com");
    assertThatThrownBy(() -> server.consent("XX", "s", CALLBACK))
        .isInstanceOf(AuthorizationServer.UnusableAnswer.class);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "code, c1, Agreed",
    "code, null, Denied",
    "error, auth_denied, Denied",
    "state, s, Forged",
    "code, '', Forged"
  })
  void the_browser_comes_back_with_a_yes_or_a_no(String name, String value, String callback) {
    assertThat(server.read(Map.of(name, value)).getClass().getSimpleName()).isEqualTo(callback);
  }

  @Test
  void a_code_for_another_app_is_forged() {
    assertThat(server.read(Map.of("code", "c1", "app_key", "other")))
        .isInstanceOf(Callback.Forged.class);
  }

  @Test
  void a_code_brings_a_shop_with_its_cipher_and_ends_that_are_instants() {
    opens(US_SHOP);
    try (Grant grant = exchanged("US")) {
      assertThat(grant.account()).isEqualTo(TikTokWorld.SHOP_ID);
      assertThat(grant.label()).isEqualTo("Ada's");
      assertThat(grant.details())
          .containsEntry("cipher", TikTokWorld.CIPHER)
          .containsEntry(AuthorizationServer.ANSWER, "US");
      assertThat(grant.scopes()).contains("seller.order.info");
      assertThat(grant.consentUntil()).contains(world.clock.now.plus(Duration.ofDays(365)));
      assertThat(grant.tokens().style()).isEqualTo(TokenStyle.REPLACED);
      assertThat(grant.tokens().access().orElseThrow().until())
          .isEqualTo(world.clock.now.plus(Duration.ofDays(7)));
    }
    TestOutbound.Call call = world.calls("/api/v2/token/get").getFirst();
    assertThat(TikTokWorld.query(call))
        .containsEntry("grant_type", "authorized_code")
        .containsEntry("auth_code", "code-1")
        .containsEntry("app_secret", "hush-now");
    assertThat(world.calls(SHOPS).getFirst().path()).doesNotContain("shop_cipher");
    assertThat(String.join("\n", world.platform.log))
        .doesNotContain("hush")
        .doesNotContain("code-1");
  }

  @Test
  void of_the_shops_of_an_account_the_one_in_the_chosen_region_is_taken() {
    opens(US_SHOP + "," + US_SHOP.replace("7495000000000000001", "8").replace("US\"", "GB\""));
    try (Grant grant = exchanged("GB")) {
      assertThat(grant.account()).isEqualTo("8");
    }
  }

  @Test
  void none_or_several_shops_of_a_region_are_no_answer() {
    opens(US_SHOP + "," + US_SHOP.replace("7495000000000000001", "8"));
    assertThatThrownBy(() -> exchanged("US"))
        .isInstanceOf(AuthorizationServer.UnusableAnswer.class);
    assertThatThrownBy(() -> exchanged("GB"))
        .isInstanceOf(AuthorizationServer.UnusableAnswer.class);
  }

  @Test
  void a_refresh_token_is_replaced_and_asked_for_with_the_right_grant_type() {
    try (Secret lasting = Secret.of("ROW_1");
        Tokens tokens = server.renew(world.grant(), lasting)) {
      assertThat(tokens.lasting().<String>reveal(String::new)).isEqualTo("ROW_2");
      assertThat(tokens.lastingUntil()).contains(world.clock.now.plus(Duration.ofDays(365)));
    }
    assertThat(TikTokWorld.query(world.calls("/api/v2/token/refresh").getFirst()))
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "ROW_1");
  }

  private PlatformTrouble.Kind renewing() {
    try (Secret lasting = Secret.of("ROW_1");
        Tokens tokens = server.renew(world.grant(), lasting)) {
      throw new AssertionError("renewed until " + tokens.lastingUntil());
    } catch (PlatformTrouble e) {
      return e.kind();
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "200, 105002, UNAUTHORIZED",
    "200, 36004004, UNAUTHORIZED",
    "200, 36009004, REFUSED",
    "429, 0, THROTTLED",
    "200, 36009002, THROTTLED",
    "500, 0, DOUBTFUL"
  })
  void a_mistake_of_our_own_never_costs_the_grant(
      int status, long code, PlatformTrouble.Kind kind) {
    world.answers.put("/api/v2/token/refresh", call -> code(status, code));
    assertThat(renewing()).isEqualTo(kind);
  }

  @Test
  void once_the_grants_time_is_over_any_no_means_that_it_is_gone() {
    world.answers.put("/api/v2/token/refresh", call -> code(200, 1));
    world.clock.now = world.clock.now.plus(Duration.ofDays(365));
    assertThat(renewing()).isEqualTo(PlatformTrouble.Kind.UNAUTHORIZED);
  }

  @Test
  void a_token_is_good_if_it_still_opens_the_shop() {
    try (Secret access = Secret.of("TTP_1")) {
      world.answer(SHOPS, "{\"shops\": [" + US_SHOP + "]}");
      server.test(world.grant(), access);
      world.answer(SHOPS, "{\"shops\": []}");
      assertThatThrownBy(() -> server.test(world.grant(), access))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              trouble -> assertThat(trouble.kind()).isEqualTo(PlatformTrouble.Kind.UNAUTHORIZED));
    }
  }

  @Test
  void we_can_end_a_grant_ourselves() {
    world.answer("/authorization/202403/shops", "{}");
    try (Secret access = Secret.of("TTP_1")) {
      assertThat(server.end(world.grant(), access)).isTrue();
    }
    TestOutbound.Call call = world.calls("/authorization/202403/shops").getFirst();
    assertThat(call.method()).isEqualTo("DELETE");
    assertThat(TikTokWorld.query(call)).containsEntry("shop_cipher", TikTokWorld.CIPHER);
  }

  @Test
  void an_app_secret_is_tried_by_its_signature_and_never_sent() {
    world.answers.put(
        SHOPS,
        call -> {
          String right =
              RequestSignature.of(
                  "fresh".getBytes(StandardCharsets.UTF_8), SHOPS, TikTokWorld.query(call), "");
          return code(401, right.equals(TikTokWorld.query(call).get("sign")) ? 105001 : 106001);
        });
    try (Secret fresh = Secret.of("fresh");
        Secret stale = Secret.of("stale")) {
      server.testApplication(fresh);
      assertThatThrownBy(() -> server.testApplication(stale))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              trouble -> assertThat(trouble.kind()).isEqualTo(PlatformTrouble.Kind.REFUSED));
    }
    assertThat(world.platform.calls).noneMatch(call -> call.path().contains("fresh"));
  }
}
