package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pretend TikTok Shop. */
class TikTokTest {

  private static final String CIPHER = "ROW_" + TestSandbox.TIKTOK_SHOP;
  private static final String DETAIL = "/order/202309/orders";

  @TempDir Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private HttpServer portal;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws IOException {
    portal = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    portal.createContext(
        "/",
        exchange -> {
          try (exchange) {
            received.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(answer, -1);
          }
        });
    portal.start();
    sandbox =
        new TestSandbox(
            folder,
            "http://127.0.0.1:" + portal.getAddress().getPort() + "/",
            new TestTime(),
            new Properties());
  }

  @AfterEach
  void stop() {
    sandbox.close();
    portal.stop(0);
  }

  private JsonNode token(String operation, String more) {
    return sandbox
        .call(
            "GET",
            "/tiktok-auth/api/v2/token/"
                + operation
                + "?app_key=app-key&app_secret="
                + TestSandbox.TIKTOK_SECRET
                + "&"
                + more,
            "")
        .json();
  }

  private String access() {
    return token("refresh", "grant_type=refresh_token&refresh_token=ROW_one")
        .path("data")
        .path("access_token")
        .asText();
  }

  private TestSandbox.Said ask(
      String access, String method, String path, Map<String, String> more, String body) {
    return ask(access, method, path, more, body, sandbox.server.clock().now().getEpochSecond());
  }

  private TestSandbox.Said ask(
      String access, String method, String path, Map<String, String> more, String body, long at) {
    Map<String, String> query = new TreeMap<>(more);
    query.put("app_key", "app-key");
    query.put("timestamp", String.valueOf(at));
    query.put("sign", TikTokSignature.ofRequest(path, query, body, TestSandbox.TIKTOK_SECRET));
    StringBuilder address = new StringBuilder("/tiktok" + path + "?");
    query.forEach((name, value) -> address.append(name).append('=').append(value).append('&'));
    return sandbox.call(method, address.toString(), body, "x-tts-access-token", access);
  }

  private String placed(String body) {
    return sandbox.control("tiktok/orders", body).get(0).path("id").asText();
  }

  private String placed() {
    return placed("{\"shop\":\"" + TestSandbox.TIKTOK_SHOP + "\"}");
  }

  private JsonNode detail(String access, String id) {
    return ask(access, "GET", DETAIL, Map.of("ids", id, "shop_cipher", CIPHER), "")
        .json()
        .path("data")
        .path("orders")
        .path(0);
  }

  @Test
  void signatures_are_those_of_the_published_vectors() throws IOException {
    JsonNode all =
        Json.parse(Files.readString(Shared.contract("tiktokshop/signing-vectors.json")))
            .orElseThrow();
    assertThat(all.path("request_signing")).hasSize(4);
    for (JsonNode vector : all.path("request_signing")) {
      Map<String, String> query = new TreeMap<>();
      vector.path("query").properties().forEach(e -> query.put(e.getKey(), e.getValue().asText()));
      assertThat(
              TikTokSignature.ofRequest(
                  vector.path("path").asText(),
                  query,
                  vector.path("body").asText(),
                  vector.path("app_secret").asText()))
          .isEqualTo(vector.path("expected_sign").asText());
    }
    assertThat(all.path("webhook_signing")).hasSize(2);
    for (JsonNode vector : all.path("webhook_signing")) {
      assertThat(
              TikTokSignature.ofWebhook(
                  vector.path("app_key").asText(),
                  vector.path("raw_body").asText(),
                  vector.path("app_secret").asText()))
          .isEqualTo(vector.path("expected_authorization").asText());
    }
  }

  @Test
  void a_refresh_token_is_good_once() {
    JsonNode pair = token("refresh", "grant_type=refresh_token&refresh_token=ROW_one");
    assertThat(pair.path("code").asInt()).isZero();
    assertThat(token("refresh", "grant_type=refresh_token&refresh_token=ROW_one").path("code"))
        .hasToString("36004004");
    assertThat(
            token(
                    "refresh",
                    "grant_type=refresh_token&refresh_token="
                        + pair.path("data").path("refresh_token").asText())
                .path("code")
                .asInt())
        .isZero();
  }

  @Test
  void the_grant_type_of_a_refresh_matters() {
    assertThat(token("refresh", "grant_type=authorized_code&refresh_token=ROW_one").path("code"))
        .hasToString("36004004");
  }

  @Test
  void consent_comes_back_with_a_code_that_is_good_once() {
    TestSandbox.Said page =
        sandbox.call("GET", "/tiktok-auth/open/authorize?service_id=74&state=s1", "");
    assertThat(page.http().body())
        .contains("agree-" + TestSandbox.TIKTOK_SHOP)
        .contains("agree-all")
        .contains("deny");
    TestSandbox.Said back =
        sandbox.call(
            "GET", "/tiktok-auth/open/decide?state=s1&shops=" + TestSandbox.TIKTOK_SHOP, "");
    assertThat(back.status()).isEqualTo(302);
    assertThat(back.header("Location")).contains("state=s1").contains("code=TTP_code_");
    String code = back.header("Location").replaceAll(".*code=([^&]+).*", "$1");
    assertThat(token("get", "grant_type=authorized_code&auth_code=" + code).path("code").asInt())
        .isZero();
    assertThat(token("get", "grant_type=authorized_code&auth_code=" + code).path("code"))
        .hasToString("36004004");
  }

  @Test
  void a_no_comes_back_as_a_no() {
    assertThat(
            sandbox.call("GET", "/tiktok-auth/open/decide?state=s1&shops=", "").header("Location"))
        .contains("error=auth_denied")
        .contains("code=null");
  }

  @Test
  void who_asks_is_checked_by_sign_time_token_and_cipher() {
    String access = access();
    String id = placed();
    Map<String, String> query = Map.of("ids", id, "shop_cipher", CIPHER);
    long now = sandbox.server.clock().now().getEpochSecond();
    assertThat(ask(access, "GET", DETAIL, query, "").json().path("code").asInt()).isZero();
    assertThat(ask(access, "GET", DETAIL, query, "", now - 301).json().path("code").asInt())
        .isEqualTo(106001);
    assertThat(ask(access, "GET", DETAIL, query, "", now + 31).json().path("code").asInt())
        .isEqualTo(106001);
    assertThat(ask("TTP_no", "GET", DETAIL, query, "").json().path("code").asInt())
        .isEqualTo(105002);
    assertThat(ask(access, "GET", DETAIL, Map.of("ids", id), "").json().path("code").asInt())
        .isEqualTo(106013);
    assertThat(
            ask(
                    access,
                    "GET",
                    DETAIL,
                    Map.of("ids", id, "shop_cipher", "ROW_7495000000000000002"),
                    "")
                .json()
                .path("code")
                .asInt())
        .isEqualTo(101000);
  }

  @ParameterizedTest(name = "{0}: masked {1}")
  @CsvSource({
    "UNPAID, true",
    "ON_HOLD, true",
    "AWAITING_SHIPMENT, false",
    "DELIVERED, false",
    "CANCELLED, true"
  })
  void addresses_are_masked_in_some_states(String status, boolean masked) {
    String id =
        placed("{\"shop\":\"" + TestSandbox.TIKTOK_SHOP + "\",\"status\":\"" + status + "\"}");
    JsonNode address = detail(access(), id).path("recipient_address");
    assertThat(address.path("name").asText().contains("*")).isEqualTo(masked);
    assertThat(address.path("postal_code").asText().contains("*")).isEqualTo(masked);
  }

  private int ship(String access, String id, String tracking, String lines) {
    return ask(
            access,
            "POST",
            "/fulfillment/202309/orders/" + id + "/packages",
            Map.of("shop_cipher", CIPHER),
            "{\"tracking_number\":\""
                + tracking
                + "\",\"shipping_provider_id\":\"7352119482571654958\",\"order_line_item_ids\":["
                + lines
                + "]}")
        .json()
        .path("code")
        .asInt();
  }

  @Test
  void each_unit_is_a_line_and_is_shipped_once() {
    String access = access();
    String id =
        placed(
            "{\"shop\":\""
                + TestSandbox.TIKTOK_SHOP
                + "\",\"lines\":[{\"sku\":\"HG-MUG-TIDE\",\"quantity\":2}]}");
    JsonNode lines = detail(access, id).path("line_items");
    assertThat(lines).hasSize(2);
    String first = lines.get(0).path("id").toString();
    String second = lines.get(1).path("id").toString();
    assertThat(ship(access, id, "TBA000001", first)).isZero();
    assertThat(detail(access, id).path("status").asText()).isEqualTo("PARTIALLY_SHIPPING");
    assertThat(ship(access, id, "TBA000002", first)).isEqualTo(21011042);
    assertThat(ship(access, id, "TBA000002", "\"1\"")).isEqualTo(21011042);
    assertThat(ship(access, id, "TBA000002", second)).isZero();
    assertThat(detail(access, id).path("status").asText()).isEqualTo("IN_TRANSIT");
    String packageId = detail(access, id).path("line_items").get(0).path("package_id").asText();
    assertThat(rename(access, packageId)).isZero();
    sandbox.time.pass(Duration.ofDays(3));
    assertThat(rename(access, packageId)).isEqualTo(21011042);
  }

  private int rename(String access, String packageId) {
    return ask(
            access,
            "POST",
            "/fulfillment/202309/packages/" + packageId + "/shipping_info/update",
            Map.of("shop_cipher", CIPHER),
            "{\"tracking_number\":\"TBA000009\","
                + "\"shipping_provider_id\":\"7352119482571654958\"}")
        .json()
        .path("code")
        .asInt();
  }

  @Test
  void a_request_against_the_rules_is_refused_and_kept() {
    String access = access();
    String id = placed();
    assertThat(ship(access, id, "", "\"1\"")).isEqualTo(36009003);
    assertThat(sandbox.control("invalid-requests").findValuesAsText("operation"))
        .contains("markShipped");
  }

  @Test
  void messages_are_signed_and_tried_again_with_the_same_bytes() {
    answer = 500;
    String id = placed();
    TestSandbox.until(() -> received.size() == 5);
    assertThat(Set.copyOf(received)).hasSize(1);
    JsonNode message = Json.parse(received.getFirst()).orElseThrow();
    assertThat(message.path("type").asInt()).isEqualTo(1);
    assertThat(message.path("data").path("order_id").asText()).isEqualTo(id);
    assertThat(signatures.getFirst())
        .isEqualTo(
            TikTokSignature.ofWebhook("app-key", received.getFirst(), TestSandbox.TIKTOK_SECRET));
  }

  @Test
  void a_wish_to_cancel_waits_for_the_seller_and_stops_the_shipping() {
    String access = access();
    String id = placed();
    String line = detail(access, id).path("line_items").get(0).path("id").toString();
    sandbox.control("tiktok/orders/" + id + "/request-cancel", "{}");
    assertThat(detail(access, id).path("is_buyer_request_cancel").asBoolean()).isTrue();
    assertThat(ship(access, id, "TBA000001", line)).isEqualTo(21011042);
    String wish =
        ask(
                access,
                "POST",
                "/return_refund/202309/cancellations/search",
                Map.of("shop_cipher", CIPHER, "page_size", "20"),
                "{\"order_ids\":[\"" + id + "\"]}")
            .json()
            .path("data")
            .path("cancellations")
            .path(0)
            .path("cancel_id")
            .asText();
    assertThat(
            ask(
                    access,
                    "POST",
                    "/return_refund/202309/cancellations/" + wish + "/approve",
                    Map.of("shop_cipher", CIPHER),
                    "{}")
                .json()
                .path("code")
                .asInt())
        .isZero();
    assertThat(detail(access, id).path("status").asText()).isEqualTo("CANCELLED");
    TestSandbox.until(() -> received.stream().anyMatch(body -> body.contains("\"CANCEL\"")));
  }

  @Test
  void a_shop_that_is_taken_away_says_so_and_serves_nothing() {
    String access = access();
    sandbox.control("tiktok/shops/" + TestSandbox.TIKTOK_SHOP + "/deauthorize", "{}");
    TestSandbox.until(() -> received.stream().anyMatch(body -> body.contains("\"type\":6")));
    assertThat(
            ask(access, "GET", DETAIL, Map.of("ids", "1", "shop_cipher", CIPHER), "")
                .json()
                .path("code")
                .asInt())
        .isEqualTo(105002);
  }

  @Test
  void what_we_answer_has_only_fields_of_the_contract() throws IOException {
    JsonNode contract =
        Json.parse(Files.readString(Shared.contract("tiktokshop/api-excerpt.json"))).orElseThrow();
    String access = access();
    String id =
        placed(
            "{\"shop\":\""
                + TestSandbox.TIKTOK_SHOP
                + "\",\"lines\":[{\"sku\":\"HG-MUG-TIDE\",\"bundle\":{\"HG-MUG-TIDE\":2}}]}");
    sandbox.control("tiktok/orders/" + id + "/request-cancel", "{}");
    Set<String> strange = new TreeSet<>();
    compare(
        contract,
        contract.path("definitions").path("Order202309GetOrderDetailResponseDataOrders"),
        detail(access, id),
        "order",
        strange);
    compare(
        contract,
        contract.path("definitions").path("Authorization202309GetAuthorizedShopsResponse"),
        ask(access, "GET", "/authorization/202309/shops", Map.of(), "").json(),
        "shops",
        strange);
    assertThat(strange).isEmpty();
    for (JsonNode operation : Json.resource("tiktok-operations.json").path("operations")) {
      String path = operation.path("path").asText();
      if (!path.startsWith("/return_refund/")) {
        boolean known =
            contract.path("paths").properties().stream()
                .anyMatch(
                    entry ->
                        entry.getKey().replaceAll("\\{[a-z_]+}", "{id}").equals(path)
                            && entry
                                .getValue()
                                .has(
                                    operation
                                        .path("method")
                                        .asText()
                                        .toLowerCase(java.util.Locale.ROOT)));
        assertThat(known).as(path).isTrue();
      }
    }
  }

  private static void compare(
      JsonNode contract, JsonNode shape, JsonNode ours, String where, Set<String> strange) {
    JsonNode resolved =
        shape.has("$ref") ? contract.at(shape.path("$ref").asText().substring(1)) : shape;
    if (ours.isArray()) {
      ours.forEach(one -> compare(contract, resolved.path("items"), one, where + "[]", strange));
    } else if (ours.isObject() && resolved.has("properties")) {
      ours.properties()
          .forEach(
              field -> {
                String name = where + "/" + field.getKey();
                JsonNode known = resolved.path("properties").path(field.getKey());
                if (known.isMissingNode()) {
                  strange.add(name);
                } else {
                  compare(contract, known, field.getValue(), name, strange);
                }
              });
    } else if (resolved.has("type") && !ours.isObject()) {
      String type = resolved.path("type").asText();
      boolean right =
          switch (type) {
            case "string" -> ours.isTextual();
            case "number" -> ours.isNumber();
            case "boolean" -> ours.isBoolean();
            default -> true;
          };
      if (!right) {
        strange.add(where + " is no " + type);
      }
    }
  }
}
