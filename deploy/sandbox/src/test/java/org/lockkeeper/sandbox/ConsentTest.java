package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentTest {

  private static final String BACK = "http://127.0.0.1:8080/connect/shopify/callback";
  private static final String SHOP = "/shopify/" + TestSandbox.SHOP + "/admin/oauth/";

  @TempDir private Path folder;
  private TestSandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = new TestSandbox(folder);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String first(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }

  private Map<String, List<String>> back(String path) {
    TestSandbox.Said said = sandbox.call("GET", path, "");
    assertThat(said.status()).isEqualTo(302);
    String location = said.header("Location");
    return Call.fields(location.substring(location.indexOf('?') + 1));
  }

  private Map<String, List<String>> decided(String answer) {
    return back(
        SHOP
            + "decide?client_id=lockkeeper-sandbox&scope=read_orders,write_fulfillments&state=s1"
            + "&redirect_uri="
            + ConsentPage.encoded(BACK)
            + "&answer="
            + answer);
  }

  private TestSandbox.Said token(ObjectNode body) {
    return sandbox.call(
        "POST",
        SHOP + "access_token",
        body.put("client_id", "lockkeeper-sandbox")
            .put("client_secret", TestSandbox.SECRET)
            .toString());
  }

  private JsonNode connected() {
    String code = first(decided("agree"), "code");
    TestSandbox.Said said = token(Json.object().put("code", code).put("expiring", "1"));
    assertThat(said.status()).isEqualTo(200);
    TestSandbox.Said again = token(Json.object().put("code", code).put("expiring", "1"));
    assertThat(again.status()).as("a code is good once").isEqualTo(400);
    assertThat(again.json().path("error").asText()).isEqualTo("invalid_request");
    assertThat(again.json().path("error_description").asText())
        .isEqualTo("The authorization code was not found or was already used");
    return said.json();
  }

  private TestSandbox.Said refreshed(String token) {
    return token(Json.object().put("grant_type", "refresh_token").put("refresh_token", token));
  }

  private int shopAnswers(String access) {
    return sandbox
        .call(
            "POST",
            "/shopify/" + TestSandbox.SHOP + "/admin/api/2026-04/graphql.json",
            "{\"query\":\"{ shop { name } }\"}",
            "X-Shopify-Access-Token",
            access)
        .status();
  }

  @Test
  void a_consent_gives_a_code_that_is_signed_and_good_once() {
    Map<String, List<String>> back = decided("agree");
    assertThat(back).containsKeys("code", "hmac", "shop", "state", "timestamp");
    JsonNode tokens = connected();
    assertThat(tokens.path("scope").asText()).isEqualTo("read_orders,write_fulfillments");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(shopAnswers(tokens.path("access_token").asText())).isEqualTo(200);
    sandbox.control("clock", "{\"add\":\"PT1H\"}");
    assertThat(shopAnswers(tokens.path("access_token").asText())).isEqualTo(401);
  }

  @Test
  void who_says_no_gives_no_code_and_who_withholds_a_right_gives_the_others() {
    assertThat(decided("deny")).containsKey("error").doesNotContainKey("code");
    String code = first(decided("write_fulfillments"), "code");
    assertThat(
            token(Json.object().put("code", code).put("expiring", "1"))
                .json()
                .path("scope")
                .asText())
        .isEqualTo("read_orders");
  }

  @Test
  void a_refresh_token_is_replaced_and_the_former_stays_good_until_the_new_one_is_used() {
    String first = connected().path("refresh_token").asText();
    String second = refreshed(first).json().path("refresh_token").asText();
    assertThat(second).isNotEqualTo(first);
    String third = refreshed(first).json().path("refresh_token").asText();
    assertThat(refreshed(third).status()).isEqualTo(200);
    TestSandbox.Said dead = refreshed(first);
    assertThat(dead.status()).isEqualTo(400);
    assertThat(dead.json().path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void in_the_strict_way_a_former_refresh_token_is_no_good_at_once() {
    sandbox.control("grants/strict", "{\"strict\":true}");
    String first = connected().path("refresh_token").asText();
    assertThat(refreshed(first).status()).isEqualTo(200);
    assertThat(refreshed(first).status()).isEqualTo(400);
    assertThat(sandbox.control("grants").get(0).path("refreshes").asInt()).isEqualTo(1);
  }

  @Test
  void a_revoked_app_gets_nothing_any_more_and_a_refresh_token_ends_after_90_days() {
    JsonNode tokens = connected();
    sandbox.control("clock", "{\"add\":\"P91D\"}");
    assertThat(refreshed(tokens.path("refresh_token").asText()).status()).isEqualTo(400);
    JsonNode again = connected();
    sandbox.control("grants/shopify/" + TestSandbox.SHOP + "/revoke", "{}");
    assertThat(shopAnswers(again.path("access_token").asText())).isEqualTo(401);
    assertThat(shopAnswers("shpat_one")).isEqualTo(401);
  }

  @Test
  void an_unregistered_way_back_and_an_unknown_client_are_turned_away() {
    assertThat(
            sandbox
                .call(
                    "GET",
                    SHOP
                        + "authorize?client_id=lockkeeper-sandbox&redirect_uri=https%3A%2F%2Fevil.example%2F",
                    "")
                .status())
        .isEqualTo(400);
    assertThat(
            sandbox
                .call(
                    "POST", SHOP + "access_token", "{\"client_id\":\"x\",\"client_secret\":\"y\"}")
                .status())
        .isEqualTo(401);
  }

  @Test
  void amazon_gives_a_code_for_five_minutes_and_a_consent_for_365_days() {
    String way =
        "/amazon/eu/apps/authorize/decide?application_id=a&state=s&as="
            + TestSandbox.SELLER
            + "&redirect_uri="
            + ConsentPage.encoded(BACK);
    Map<String, List<String>> back = back(way);
    assertThat(back.get("selling_partner_id")).containsExactly(TestSandbox.SELLER);
    String late = first(back, "spapi_oauth_code");
    sandbox.control("clock", "{\"add\":\"PT5M\"}");
    assertThat(exchanged(late).status()).isEqualTo(400);
    TestSandbox.Said good = exchanged(first(back(way), "spapi_oauth_code"));
    assertThat(good.status()).isEqualTo(200);
    String refresh = good.json().path("refresh_token").asText();
    assertThat(bought(refresh)).isEqualTo(200);
    sandbox.control("clock", "{\"add\":\"P365D\"}");
    assertThat(bought(refresh)).isEqualTo(400);
    assertThat(bought("Atzr|one")).isEqualTo(200);
    sandbox.control("grants/amazon/" + TestSandbox.SELLER + "/revoke", "{}");
    assertThat(bought("Atzr|one")).isEqualTo(400);
  }

  private TestSandbox.Said exchanged(String code) {
    return sandbox.call(
        "POST",
        "/lwa/auth/o2/token",
        "grant_type=authorization_code&client_id=client&client_secret=secret&redirect_uri="
            + ConsentPage.encoded(BACK)
            + "&code="
            + ConsentPage.encoded(code));
  }

  private int bought(String refresh) {
    return sandbox
        .call(
            "POST",
            "/lwa/auth/o2/token",
            "grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token="
                + ConsentPage.encoded(refresh))
        .status();
  }
}
