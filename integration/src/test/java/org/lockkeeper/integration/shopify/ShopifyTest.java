package org.lockkeeper.integration.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.credentials.AccessTokens;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.Callback;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.credentials.rotation.ApplicationKeys;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.ApplicationSecrets;
import org.lockkeeper.credentials.rotation.FindApplicationSecret;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.BuyerContact;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelEvent;
import org.lockkeeper.orders.ChannelOrder;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.OrderBuilder;
import org.lockkeeper.orders.SalesChannel;
import org.lockkeeper.orders.ShippingSpeed;

class ShopifyTest {

  private static final ConnectionId SHOP = OrderBuilder.CONNECTION;
  private static final SellerId SELLER = OrderBuilder.SELLER;
  private static final ChannelOrderId ORDER =
      new ChannelOrderId(ShopifyOrderJson.SHOPIFY, "5000000001");

  private static final String CREATED =
      """
      {"id": 5000000001, "name": "#1001", "created_at": "2026-09-01T10:00:00-04:00",
       "updated_at": "2026-09-01T10:00:05-04:00", "processed_at": "2026-09-01T10:00:00-04:00",
       "cancelled_at": null, "email": "ada@example.com", "phone": null,
       "browser_ip": "203.0.113.7", "customer": {"first_name": "Ada", "last_name": "Byron"},
       "note": "for Ada",
       "shipping_address": {"first_name": "Ada", "last_name": "Lovelace", "name": "Ada Lovelace",
         "company": null, "address1": "1234 Analytical Way", "address2": "", "city": "Boise",
         "province_code": "ID", "zip": "83702", "country_code": "US", "phone": "+12085550123",
         "latitude": 43.6, "longitude": -116.2},
       "shipping_lines": [{"title": "Express", "code": "Express"}],
       "line_items": [
         {"id": 1, "sku": "MUG-RED", "title": "Mug", "quantity": 3, "current_quantity": 2,
          "fulfillable_quantity": 1, "requires_shipping": true,
          "properties": [{"name": "engraving", "value": "Ada"}]},
         {"id": 2, "sku": "TEA", "title": "Tea", "quantity": 1, "fulfillable_quantity": 0},
         {"id": 3, "sku": "CARD", "title": "Card", "quantity": 1, "requires_shipping": false}]}
      """;

  private final TestOutbound shop = new TestOutbound();
  private final MovingClock clock = new MovingClock();
  private final Map<SecretVault.Stage, String> appSecrets =
      new HashMap<>(
          Map.of(SecretVault.Stage.CURRENT, "hush-now", SecretVault.Stage.PREVIOUS, "hush-then"));

  private final List<Purpose> reads = new ArrayList<>();
  private final ShopifyAdmin admin =
      new ShopifyAdmin(
          new FindAuthorization(new OneGrant()),
          new Tokenholder(),
          new ShopifyGraph(
              shop.outbound(),
              "http://" + shop.address() + "/admin/api/{version}/graphql.json",
              "2026-04"));
  private final AppSecrets secrets =
      new AppSecrets(
          new ApplicationKeys(new Vault(), new FindApplicationSecret(new Rotated()), clock));
  private final ShopifyAuthorizationServer consents =
      new ShopifyAuthorizationServer(
          new Vault(),
          secrets,
          shop.outbound(),
          new ShopifyGraph(shop.outbound(), "http://" + shop.address(), "2026-04"),
          clock,
          "app-1",
          "https://{shop}/admin/oauth/authorize",
          "https://{shop}/admin/oauth/access_token",
          Optional.empty());
  private final ShopifyChannel channel =
      new ShopifyChannel(secrets, admin, new ShopifySubscriptions(admin));

  @AfterEach
  void close() {
    shop.close();
  }

  private static ChannelDelivery delivery(String topic, String body) {
    return new ChannelDelivery(
        Map.of("X-Shopify-Topic", topic, "X-Shopify-Shop-Domain", "ada.myshopify.com"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static ChannelDelivery signed(String body, String with) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(with.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return new ChannelDelivery(
          Map.of("X-Shopify-Hmac-Sha256", Base64.getEncoder().encodeToString(mac.doFinal(bytes))),
          bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "signed with {0}: {1}")
  @CsvSource({"hush-now, true", "hush-then, true", "hush-long-ago, false"})
  void a_delivery_is_authentic_with_the_current_or_the_previous_secret(
      String secret, boolean authentic) {
    assertThat(channel.isAuthentic(signed(CREATED, secret))).isEqualTo(authentic);
  }

  @Test
  void the_previous_secret_signs_nothing_any_more_once_its_overlap_is_over() {
    assertThat(channel.isAuthentic(signed(CREATED, "hush-then"))).isTrue();
    clock.now = OrderBuilder.NOON.plusSeconds(3600);
    assertThat(channel.isAuthentic(signed(CREATED, "hush-then"))).isFalse();
    assertThat(channel.isAuthentic(signed(CREATED, "hush-now"))).isTrue();
  }

  @Test
  void without_any_secret_nothing_is_authentic() {
    appSecrets.clear();
    assertThat(channel.isAuthentic(signed(CREATED, "hush-now"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
  void a_wrong_signature_is_not_authentic(String signature) {
    assertThat(
            channel.isAuthentic(
                new ChannelDelivery(
                    Map.of("X-Shopify-Hmac-Sha256", signature),
                    CREATED.getBytes(StandardCharsets.UTF_8))))
        .isFalse();
    assertThat(channel.isAuthentic(delivery("orders/create", CREATED))).isFalse();
  }

  @Test
  void one_changed_byte_is_not_authentic() {
    ChannelDelivery good = signed(CREATED, "hush-now");
    byte[] changed = good.body().clone();
    changed[changed.length - 2] ^= 1;
    assertThat(
            channel.isAuthentic(
                new ChannelDelivery(
                    Map.of(
                        "X-Shopify-Hmac-Sha256",
                        good.header("X-Shopify-Hmac-Sha256").orElseThrow()),
                    changed)))
        .isFalse();
  }

  @Test
  void a_secret_is_read_again_after_five_minutes() {
    channel.isAuthentic(signed(CREATED, "hush-now"));
    clock.now = clock.now.plus(Duration.ofMinutes(5)).minusSeconds(1);
    channel.isAuthentic(signed(CREATED, "hush-now"));
    assertThat(reads).containsExactly(Purpose.WEBHOOK_CHECK, Purpose.WEBHOOK_CHECK);
    appSecrets.put(SecretVault.Stage.CURRENT, "hush-next");
    clock.now = clock.now.plusSeconds(1);
    assertThat(channel.isAuthentic(signed(CREATED, "hush-next"))).isTrue();
    assertThat(reads).hasSize(4);
  }

  @Test
  void the_channels_own_vectors_are_authentic() throws IOException {
    Path vectors = shared("shopify/hmac-vectors.json");
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(vectors))) {
      var all = reader.readObject().getJsonArray("webhook_hmac").getValuesAs(JsonObject.class);
      assertThat(all).isNotEmpty();
      for (JsonObject vector : all) {
        appSecrets.put(SecretVault.Stage.CURRENT, vector.getString("client_secret"));
        clock.now = clock.now.plus(Duration.ofMinutes(10));
        byte[] body = Files.readAllBytes(vectors.resolveSibling(vector.getString("file")));
        ChannelDelivery delivery =
            new ChannelDelivery(
                Map.of("X-Shopify-Hmac-Sha256", vector.getString("x_shopify_hmac_sha256")), body);
        assertThat(channel.isAuthentic(delivery)).as(vector.getString("file")).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "orders_create.json, orders/create",
    "orders_create.redacted-fields.json, orders/create",
    "orders_cancelled.json, orders/cancelled",
    "app_uninstalled.json, app/uninstalled",
    "customers_redact.json, customers/redact",
    "customers_data_request.json, customers/data_request",
    "shop_redact.json, shop/redact",
    "fulfillment_orders_order_routing_complete.json, fulfillment_orders/order_routing_complete"
  })
  void the_channels_own_samples_are_understood(String file, String topic) throws IOException {
    byte[] body = Files.readAllBytes(shared("shopify/webhooks-synthetic/" + file));
    ChannelEvent event =
        channel.read(
            new ChannelDelivery(
                Map.of("X-Shopify-Topic", topic, "X-Shopify-Shop-Domain", "mcf-demo.myshopify.com"),
                body));
    String expected =
        switch (file) {
          case "orders_create.json", "orders_create.redacted-fields.json" -> "Ordered";
          case "orders_cancelled.json" -> "Changed";
          case "app_uninstalled.json" -> "Uninstalled";
          case "customers_redact.json" -> "RedactRequested";
          case "customers_data_request.json" -> "DataRequested";
          case "shop_redact.json" -> "ShopRedactRequested";
          default -> "Irrelevant";
        };
    assertThat(event.getClass().getSimpleName()).isEqualTo(expected);
    if (event instanceof ChannelEvent.Ordered ordered) {
      assertThat(ordered.order().recipient().isPresent())
          .isEqualTo(file.equals("orders_create.json"));
    }
  }

  @Test
  void what_comes_back_from_the_consent_page_is_believed_by_the_channels_own_vector()
      throws IOException {
    try (JsonReader reader =
        Json.createReader(Files.newBufferedReader(shared("shopify/hmac-vectors.json")))) {
      JsonObject vector = reader.readObject().getJsonObject("oauth_callback_hmac");
      appSecrets.put(SecretVault.Stage.CURRENT, vector.getString("client_secret"));
      appSecrets.remove(SecretVault.Stage.PREVIOUS);
      Map<String, String> query = new HashMap<>();
      for (String pair : vector.getString("sorted_query_without_hmac").split("&", -1)) {
        query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
      query.put("hmac", vector.getString("hmac_hex"));
      Instant sent = Instant.ofEpochSecond(Long.parseLong(query.getOrDefault("timestamp", "")));

      clock.now = sent.plusSeconds(90);
      assertThat(consents.read(query))
          .isInstanceOfSatisfying(
              Callback.Agreed.class,
              agreed -> assertThat(agreed.account()).isEqualTo("some-shop.myshopify.com"));
      clock.now = sent.plusSeconds(91);
      assertThat(consents.read(query)).isInstanceOf(Callback.Forged.class);
      clock.now = sent;
      for (String name : List.copyOf(query.keySet())) {
        Map<String, String> changed = new HashMap<>(query);
        changed.merge(name, "0", String::concat);
        assertThat(consents.read(changed)).as(name).isInstanceOf(Callback.Forged.class);
        changed.remove(name);
        assertThat(consents.read(changed)).as("no " + name).isInstanceOf(Callback.Forged.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "shop.myshopify.com.evil.example",
        "evil.example/.myshopify.com",
        "169.254.169.254",
        "shop.myshopify.com:8080",
        "user@shop.myshopify.com",
        "-shop.myshopify.com",
        "a.b.myshopify.com",
        ""
      })
  void nobody_is_sent_to_what_is_no_shop(String answer) {
    assertThatThrownBy(() -> consents.account(answer))
        .isInstanceOf(AuthorizationServer.UnusableAnswer.class)
        .hasMessageNotContaining("shop.");
  }

  private static Path shared(String name) {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder above this one has .mvn");
    }
    Path file = folder.resolveSibling("shared").resolve("contracts").resolve(name);
    assumeTrue(
        Files.exists(file),
        "skipped: ../shared/contracts/" + name + " is not beside this repository");
    return file;
  }

  @Test
  @Tag("ASVS-V2.2.1")
  void an_order_is_read_through_an_allowlist() {
    ChannelOrder order =
        ((ChannelEvent.Ordered) channel.read(delivery("orders/create", CREATED))).order();
    assertThat(order.id()).isEqualTo(ORDER);
    assertThat(order.label()).isEqualTo("#1001");
    assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-09-01T14:00:00Z"));
    assertThat(order.version()).isEqualTo(Instant.parse("2026-09-01T14:00:05Z"));
    assertThat(order.speed()).isEqualTo(ShippingSpeed.EXPEDITED);
    assertThat(order.lines())
        .extracting(line -> line.channelLineId() + " " + line.sku() + " " + line.quantity())
        .containsExactly("1 MUG-RED 1");
    assertThat(order.recipient().orElseThrow())
        .isEqualTo(
            new org.lockkeeper.orders.RecipientDetails(
                "Ada Lovelace",
                Optional.empty(),
                List.of("1234 Analytical Way"),
                Optional.of("Boise"),
                Optional.of("ID"),
                Optional.of("83702"),
                "US",
                Optional.of("+12085550123"),
                Optional.of("ada@example.com")));
    assertThat(order.lines().toString()).doesNotContain("Ada", "Byron", "203.0.113.7");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "orders/updated, Changed",
    "orders/edited, Changed",
    "orders/cancelled, Changed",
    "app/uninstalled, Uninstalled",
    "products/update, Irrelevant"
  })
  void a_topic_means_one_thing(String topic, String event) {
    assertThat(channel.read(delivery(topic, CREATED)).getClass().getSimpleName()).isEqualTo(event);
  }

  @Test
  void orders_to_redact_are_taken_as_numbers_or_text() {
    assertThat(
            channel.read(
                delivery(
                    "customers/redact",
                    "{\"shop_domain\": \"ada.myshopify.com\", \"orders_to_redact\": [5000000001,"
                        + " \"17\"]}")))
        .isEqualTo(
            new ChannelEvent.RedactRequested(
                List.of(ORDER, new ChannelOrderId(ShopifyOrderJson.SHOPIFY, "17")),
                BuyerContact.NONE));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'email': 'ada@example.com', 'phone': '+15550100001'} | ada@example.com | +15550100001",
        "{'id': 7, 'email': 'ada@example.com', 'phone': null}  | ada@example.com |",
        "{'email': '', 'phone': '5550100001'}                  |                 |",
        "{'id': 7}                                             |                 |",
      })
  void a_buyer_to_redact_is_taken_by_what_names_one_person_whether_or_not_orders_are_named(
      String customer, @Nullable String email, @Nullable String phone) {
    BuyerContact expected =
        new BuyerContact(Optional.ofNullable(email), Optional.ofNullable(phone));
    String body = "{'shop_domain': 'ada.myshopify.com', 'customer': %s%s}".replace("\'", "\"");
    for (String orders : List.of("", ", \"orders_to_redact\": []")) {
      ChannelEvent read =
          channel.read(
              delivery("customers/redact", body.formatted(customer.replace("'", "\""), orders)));
      assertThat(read).isEqualTo(new ChannelEvent.RedactRequested(List.of(), expected));
      assertThat(read.toString()).doesNotContain("ada@", "1555");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "orders/create | not json",
        "orders/create | []",
        "orders/create | {}",
        "orders/create | {\"id\": 1, \"name\": \"#1\", \"updated_at\": \"Ada\"}",
        "orders/create | {\"id\": 1.5}",
        "orders/create | {\"id\": \"Ada Lovelace\", \"name\": \"#1\"}",
        "orders/updated | {}",
        "orders/updated | {\"id\": \"Ada Lovelace\"}",
        "orders/updated | {\"id\": -1}",
        "orders/cancelled | {\"id\": null}",
        "customers/redact | {\"orders_to_redact\": [\"Ada Lovelace\"]}",
        "customers/redact | {\"orders_to_redact\": [{\"id\": 1}]}",
        "customers/redact | nothing"
      })
  void what_cannot_be_understood_says_so_and_nothing_of_what_is_there(String topic, String body) {
    if (body.contains("-1")) {
      assertThat(channel.read(delivery(topic, body))).isInstanceOf(ChannelEvent.Changed.class);
      return;
    }
    assertThatThrownBy(() -> channel.read(delivery(topic, body)))
        .isInstanceOf(SalesChannel.UnreadableDelivery.class)
        .hasMessageNotContaining("Ada");
  }

  @Test
  void a_body_that_is_nested_too_deeply_is_unreadable() {
    String deep = "{\"id\":1,\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";
    assertThatThrownBy(() -> channel.read(delivery("orders/updated", deep)))
        .isInstanceOf(SalesChannel.UnreadableDelivery.class);
  }

  @Test
  void a_head_needs_an_id_a_topic_and_a_shop() {
    Map<String, String> headers =
        Map.of(
            "X-Shopify-Webhook-Id",
            "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
            "X-Shopify-Topic",
            "orders/create",
            "X-Shopify-Shop-Domain",
            "ada.myshopify.com");
    assertThat(channel.head(new ChannelDelivery(headers, new byte[0])))
        .isEqualTo(
            new SalesChannel.Head(
                "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "orders/create", "ada.myshopify.com"));
    for (String missing : headers.keySet()) {
      Map<String, String> rest = new HashMap<>(headers);
      rest.remove(missing);
      assertThatThrownBy(() -> channel.head(new ChannelDelivery(rest, new byte[0])))
          .isInstanceOf(SalesChannel.UnreadableDelivery.class)
          .hasMessage("no " + missing);
    }
    Map<String, String> odd = new HashMap<>(headers);
    odd.put("X-Shopify-Webhook-Id", "ada@example.com");
    assertThatThrownBy(() -> channel.head(new ChannelDelivery(odd, new byte[0])))
        .isInstanceOf(SalesChannel.UnreadableDelivery.class)
        .hasMessageNotContaining("ada");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {} | UNAUTHORIZED",
        "403 | {} | UNAUTHORIZED",
        "403 | <html>Request blocked</html> | UNAVAILABLE",
        "429 | {} | THROTTLED",
        "500 | {} | UNAVAILABLE",
        "404 | {} | UNAVAILABLE",
        "200 | oops | UNAVAILABLE",
        "200 | {} | REFUSED",
        "200 | {\"errors\": [{\"message\": \"Ada\"}]} | REFUSED",
        "200 | {\"errors\": [{\"extensions\": {\"code\": \"THROTTLED\"}}]} | THROTTLED",
        "200 | {\"errors\": [{\"extensions\": {\"code\": \"ACCESS_DENIED\"}}]} | UNAUTHORIZED",
        "200 | {\"data\": {\"order\": {\"id\": 7}}} | REFUSED"
      })
  void what_an_answer_of_the_shop_means(int status, String body, PlatformTrouble.Kind kind) {
    shop.answers(call -> new TestOutbound.Reply(status, body));
    assertThatThrownBy(() -> channel.fetch(SELLER, SHOP, ORDER))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e).hasMessage("shopify.order: " + kind).hasNoCause();
            });
  }

  @Test
  void an_order_is_fetched_with_the_sellers_own_token() {
    shop.answers(
        call ->
            new TestOutbound.Reply(
                200,
                """
                {"data": {"order": {"id": "gid://shopify/Order/5000000001", "name": "#1001",
                  "createdAt": "2026-09-01T14:00:00Z", "updatedAt": "2026-09-01T14:00:05Z",
                  "email": "ada@example.com",
                  "shippingAddress": {"name": "Ada Lovelace", "address1": "1234 Analytical Way",
                    "city": "Boise", "provinceCode": "ID", "zip": "83702",
                    "countryCodeV2": "US", "phone": "+12085550123"},
                  "lineItems": {"nodes": [{"id": "gid://shopify/LineItem/1", "sku": "MUG-RED",
                    "title": "Mug", "unfulfilledQuantity": 1, "requiresShipping": true}]},
                  "fulfillmentOrders": {"nodes": [{"id": "g", "status": "ON_HOLD"}]}}}}
                """));
    ChannelOrder order = channel.fetch(SELLER, SHOP, ORDER).orElseThrow();
    assertThat(order.id()).isEqualTo(ORDER);
    assertThat(order.standing()).isEqualTo(ChannelOrder.Standing.HELD);
    assertThat(order.recipient().orElseThrow().name()).isEqualTo("Ada Lovelace");
    assertThat(shop.calls.getFirst().token()).contains("shpat_ada");
    assertThat(json(shop.calls.getFirst()).getJsonObject("variables").getString("id"))
        .isEqualTo("gid://shopify/Order/5000000001");
    assertThat(shop.log.toString()).doesNotContain(Ada.WORDS);
  }

  @Test
  void an_order_that_the_shop_does_not_have_is_none() {
    shop.answers(call -> new TestOutbound.Reply(200, "{\"data\": {\"order\": null}}"));
    assertThat(channel.fetch(SELLER, SHOP, ORDER)).isEmpty();
  }

  private void work(String fulfilments, String status) {
    shop.answers(
        call ->
            call.body().contains("OpenWork")
                ? new TestOutbound.Reply(
                    200,
                    """
                    {"data": {"order": {"fulfillments": [%s],
                      "fulfillmentOrders": {"nodes": [{"id": "gid://fo/1", "status": "%s"}]}}}}
                    """
                        .formatted(fulfilments, status))
                : new TestOutbound.Reply(
                    200,
                    """
                    {"data": {"fulfillmentCreate": {"userErrors": []},
                      "fulfillmentTrackingInfoUpdate": {"userErrors": []}}}
                    """));
  }

  private static JsonObject json(TestOutbound.Call call) {
    try (JsonReader reader = Json.createReader(new StringReader(call.body()))) {
      return reader.readObject();
    }
  }

  @Test
  void a_parcel_is_reported_once_though_a_run_died_after_the_call() {
    work("", "OPEN");
    assertThat(channel.reportParcel(SELLER, SHOP, ORDER, OrderBuilder.inTransit(1)))
        .isEqualTo(SalesChannel.Report.TAKEN);
    assertThat(shop.calls).hasSize(2);
    JsonObject told =
        json(shop.calls.getLast()).getJsonObject("variables").getJsonObject("fulfillment");
    assertThat(told.getJsonObject("trackingInfo").toString())
        .isEqualTo("{\"company\":\"Amazon\",\"number\":\"TBA001\"}");

    work("{\"id\": \"gid://f/1\", \"trackingInfo\": [{\"number\": \"TBA001\"}]}", "CLOSED");
    shop.calls.clear();
    assertThat(channel.reportParcel(SELLER, SHOP, ORDER, OrderBuilder.inTransit(1)))
        .isEqualTo(SalesChannel.Report.TAKEN);
    assertThat(shop.calls).hasSize(1);
  }

  @Test
  void a_number_that_changed_replaces_the_one_before() {
    work("{\"id\": \"gid://f/1\", \"trackingInfo\": [{\"number\": \"TBA000\"}]}", "CLOSED");
    var renamed =
        new org.lockkeeper.orders.Parcel(
            1,
            Optional.of("UPS"),
            Optional.of("TBA001"),
            org.lockkeeper.orders.Parcel.Status.IN_TRANSIT,
            Optional.empty(),
            Optional.of("TBA000"));
    assertThat(channel.reportParcel(SELLER, SHOP, ORDER, renamed))
        .isEqualTo(SalesChannel.Report.TAKEN);
    assertThat(shop.calls.getLast().body()).contains("gid://f/1", "TBA001", "UPS");
  }

  @Test
  void a_number_that_the_shop_refuses_is_told_as_refused() {
    shop.answers(
        call ->
            new TestOutbound.Reply(
                200,
                """
                {"data": {"order": {"fulfillments": [],
                    "fulfillmentOrders": {"nodes": [{"id": "g", "status": "OPEN"}]}},
                  "fulfillmentCreate": {"userErrors": [{"message": "Ada"}]}}}
                """));
    assertThat(channel.reportParcel(SELLER, SHOP, ORDER, OrderBuilder.inTransit(1)))
        .isEqualTo(SalesChannel.Report.REFUSED);
  }

  @Test
  void what_changed_is_asked_for_from_a_second_on() {
    shop.answers(
        call ->
            new TestOutbound.Reply(
                200,
                """
                {"data": {"orders": {"nodes": [{"id": "gid://shopify/Order/5000000001",
                  "updatedAt": "2026-11-21T12:00:00Z"}]}}}
                """));
    assertThat(channel.changedSince(SELLER, SHOP, clock.now.plusNanos(5), 100))
        .containsExactly(new SalesChannel.Changed(ORDER, clock.now));
    assertThat(json(shop.calls.getFirst()).getJsonObject("variables").getString("query"))
        .isEqualTo("updated_at:>='2026-11-21T12:00:00Z'");
  }

  /** The secret was changed an hour ago; the former one is good for an hour still. */
  static final class Rotated implements ApplicationSecrets {

    @Override
    public ApplicationSecret of(Platform platform) {
      return ApplicationSecret.restore(
          new ApplicationSecret.Snapshot(
              platform,
              new ApplicationSecret.State.Overlap(
                  OrderBuilder.NOON.minusSeconds(3600), OrderBuilder.NOON.plusSeconds(3600)),
              1,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }

    @Override
    public ApplicationSecret locked(Platform platform) {
      return of(platform);
    }

    @Override
    public List<ApplicationSecret> all() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(ApplicationSecret secret) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean firstArrival(Platform platform, String print, Instant at) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Vault implements SecretVault {

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      reads.add(purpose);
      return seller.equals(SellerId.PLATFORM)
          ? Optional.ofNullable(appSecrets.get(stage)).map(Secret::of)
          : Optional.of(Secret.of("shpat_ada"));
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Tokenholder implements AccessTokens {

    @Override
    public Secret of(Authorization.Snapshot grant, Actor reader) {
      return new Vault()
          .open(grant.seller(), grant.secret(), SecretVault.Stage.CURRENT, reader, Purpose.API_CALL)
          .orElseThrow();
    }

    @Override
    public void refused(Authorization.Snapshot grant) {}
  }

  private static final class MovingClock extends Clock {

    private Instant now = OrderBuilder.NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class OneGrant implements Authorizations {

    @Override
    public Optional<Authorization> find(SellerId seller, ConnectionId id) {
      return Optional.of(
          Authorization.granted(
              id,
              seller,
              new Platform("shopify"),
              new Grant(
                  "ada.myshopify.com",
                  "Ada",
                  Set.of(),
                  Map.of(),
                  Optional.empty(),
                  new Tokens(
                      TokenStyle.FIXED, Secret.of("hush"), Optional.empty(), Optional.empty())),
              OrderBuilder.NOON));
    }

    @Override
    public List<Authorization> all(SellerId seller) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void add(Authorization authorization, byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(Authorization authorization) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }
  }
}
