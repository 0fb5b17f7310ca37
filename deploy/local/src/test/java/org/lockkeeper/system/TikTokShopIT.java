package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** TikTok Shop as the second channel, from its messages to its tracking numbers. */
@Order(6)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TikTokShopIT {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final Seller seller;
  private final String shop;

  TikTokShopIT(RunningProduct product) {
    this.product = product;
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(1);
    this.shop = product.said("tiktok.shop");
  }

  private ObjectNode wish(String status, int units) {
    ObjectNode body = Outside.json().put("shop", shop).put("status", status);
    body.withArray("lines").addObject().put("sku", seller.sku()).put("quantity", units);
    body.set("buyer", Buyers.ada());
    return body;
  }

  private long placed(ObjectNode wish) {
    return outside.post("tiktok/orders", wish).get(0).path("id").asLong();
  }

  private JsonNode atTikTok(long id) {
    return outside.get("tiktok/orders/" + id);
  }

  private void step(long id, String step, ObjectNode body) {
    outside.post("tiktok/orders/" + id + "/" + step, body);
  }

  @Test
  @Order(1)
  void an_order_is_sealed_shipped_once_and_tracked_back_unit_by_unit() {
    long id = placed(wish("AWAITING_SHIPMENT", 3));
    rows.awaitStatus(id, "ROUTED");
    String order = rows.order(id).orElseThrow();
    assertThat(rows.text("select channel from orders.sales_order where id = ?::uuid", order))
        .contains("tiktokshop");
    assertThat(
            rows.count(
                "select count(*) from orders.sales_order where id = ?::uuid"
                    + " and sealed_name is not null and sealed_address is not null",
                order))
        .isOne();
    JsonNode fulfilment = outside.fulfilment(order).orElseThrow();
    assertThat(fulfilment.path("acceptedCreates").asInt()).isOne();
    outside.move(seller, order, "shipped");
    Await.that(
        "TikTok knows the number of every unit",
        () ->
            atTikTok(id).path("units").findValues("tracking").stream().noneMatch(JsonNode::isNull));
    List<String> numbers = atTikTok(id).path("units").findValuesAsText("tracking");
    assertThat(numbers).hasSize(3);
    Await.that(
        "it is noted that TikTok knows it",
        () ->
            rows.text(
                    "select string_agg(distinct reported, ',') from orders.parcel"
                        + " where order_id = ?::uuid",
                    order)
                .filter(numbers.getFirst()::equals)
                .isPresent());
    assertThat(atTikTok(id).path("status").asText()).isEqualTo("IN_TRANSIT");
    rows.awaitStatus(id, "SHIPPED");
    outside.move(seller, order, "delivered");
    rows.awaitStatus(id, "DELIVERED");
    assertThat(outside.get("invalid-requests").findValuesAsText("platform"))
        .doesNotContain("tiktok");
  }

  @Test
  @Order(2)
  void an_order_on_hold_waits_and_holds_nobody() {
    long id = placed(wish("ON_HOLD", 1));
    rows.awaitTrouble(id, "CHANNEL_HOLD");
    String order = rows.order(id).orElseThrow();
    assertThat(
            rows.count(
                "select count(*) from orders.sales_order where id = ?::uuid"
                    + " and sealed_name is null",
                order))
        .isOne();
    assertThat(outside.fulfilment(order)).isEmpty();
    step(id, "move", Outside.json().put("to", "AWAITING_SHIPMENT"));
    rows.awaitStatus(id, "ROUTED");
  }

  @Test
  @Order(3)
  void a_masked_address_stops_the_order_until_it_is_shown() {
    long id = placed(wish("AWAITING_SHIPMENT", 1).put("masked", true));
    rows.awaitTrouble(id, "ADDRESS_WITHHELD");
    assertThat(outside.fulfilment(rows.order(id).orElseThrow())).isEmpty();
    step(id, "mask", Outside.json().put("masked", false));
    step(id, "address", buyer());
    rows.awaitStatus(id, "ROUTED");
  }

  private static ObjectNode buyer() {
    ObjectNode body = Outside.json();
    body.set("buyer", Buyers.ada());
    return body;
  }

  @Test
  @Order(4)
  void what_tiktok_ships_itself_is_not_sent_to_amazon() {
    long id = placed(wish("AWAITING_SHIPMENT", 1).put("shippingType", "TIKTOK"));
    rows.awaitTrouble(id, "WRONG_SHIPPING_TYPE");
    assertThat(outside.fulfilment(rows.order(id).orElseThrow())).isEmpty();
  }

  @Test
  @Order(5)
  void a_buyer_who_wants_to_cancel_in_time_is_told_yes() {
    long id = placed(wish("AWAITING_SHIPMENT", 1));
    rows.awaitStatus(id, "ROUTED");
    step(id, "request-cancel", Outside.json());
    rows.awaitStatus(id, "CANCELLED");
    Await.that(
        "TikTok has the answer",
        () ->
            atTikTok(id).path("cancellation").asText().equals("CANCELLATION_REQUEST_SUCCESS")
                && atTikTok(id).path("status").asText().equals("CANCELLED"));
  }

  @Test
  @Order(6)
  void a_buyer_who_wants_to_cancel_too_late_is_told_that_it_has_left() {
    long id = placed(wish("AWAITING_SHIPMENT", 1));
    rows.awaitStatus(id, "ROUTED");
    String order = rows.order(id).orElseThrow();
    outside.move(seller, order, "processing");
    step(id, "request-cancel", Outside.json());
    Await.that(
        "TikTok has the answer", () -> atTikTok(id).path("reason").asText().contains("shipped"));
    assertThat(rows.status(id)).contains("ROUTED");
    outside.move(seller, order, "shipped");
    Await.that(
        "the parcel is told of", () -> atTikTok(id).path("status").asText().equals("IN_TRANSIT"));
  }

  @Test
  @Order(7)
  void an_order_of_which_no_message_came_is_found_by_the_comparison() {
    long id = placed(wish("AWAITING_SHIPMENT", 1).put("deliver", false));
    rows.nowDue("compare-channel");
    Await.that(
        "the comparison has found it",
        Duration.ofMinutes(3),
        () -> rows.status(id).filter("ROUTED"::equals).isPresent());
  }

  private int send(String url, String body) throws IOException, InterruptedException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              product.said("tiktok.webhook.secret").getBytes(StandardCharsets.UTF_8),
              "HmacSHA256"));
      mac.update(product.said("tiktok.app.key").getBytes(StandardCharsets.UTF_8));
      String sign = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
      return CLIENT
          .send(
              HttpRequest.newBuilder(URI.create(url))
                  .header("Authorization", sign)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String message(int type, String shop, String order) {
    return "{\"type\":"
        + type
        + ",\"tts_notification_id\":\""
        + UUID.randomUUID()
        + "\",\"shop_id\":\""
        + shop
        + "\",\"timestamp\":1788000000,\"data\":{\"order_id\":\""
        + order
        + "\",\"order_status\":\"CANCEL\",\"update_time\":1788000000}}";
  }

  @Test
  @Order(8)
  void a_message_that_is_true_for_one_shop_has_no_effect_on_another()
      throws IOException, InterruptedException {
    long id = placed(wish("ON_HOLD", 1));
    rows.awaitTrouble(id, "CHANNEL_HOLD");
    String other = product.said("tiktok2.webhook.url");
    for (String strange : List.of(message(1, shop, String.valueOf(id)), message(6, shop, "1"))) {
      assertThat(send(other, strange)).isEqualTo(401);
      assertThat(noted(strange)).isZero();
    }
    // The other shop's own message about an order that it does not have finds nothing.
    assertThat(send(other, message(1, product.said("tiktok2.shop"), String.valueOf(id))))
        .isEqualTo(200);
    assertThat(rows.status(id)).contains("RECEIVED");
    assertThat(rows.orders(id)).isOne();
    assertThat(standing(shop)).isEqualTo("ACTIVE");
  }

  @Test
  @Order(9)
  void the_same_message_again_has_no_further_effect() throws IOException, InterruptedException {
    String body = message(1, shop, "576499999999999999");
    String url = product.said("tiktok.webhook.url");
    assertThat(send(url, body)).isEqualTo(200);
    assertThat(send(url, body)).isEqualTo(200);
    assertThat(noted(body)).isOne();
  }

  /** How often the message with that id was taken in; others come in meanwhile. */
  private long noted(String message) {
    return rows.count(
        "select count(*) from orders.delivery where delivery_id = ?",
        message.replaceFirst(".*\"tts_notification_id\":\"([^\"]+)\".*", "$1"));
  }

  private String standing(String account) {
    return rows.text(
            "select standing from credentials.grant_of_seller"
                + " where platform = 'tiktokshop' and account = ?",
            account)
        .orElseThrow();
  }

  @Test
  @Order(10)
  void a_shop_that_is_taken_away_is_let_go() {
    String gone = product.said("tiktok2.shop");
    outside.post("tiktok/shops/" + gone + "/deauthorize", Outside.json());
    Await.that("the grant is void", () -> standing(gone).equals("REVOKED"));
    assertThat(standing(shop)).isEqualTo("ACTIVE");
  }
}
