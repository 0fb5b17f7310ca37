package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {

  @TempDir Path folder;
  Portal portal;
  TestSandbox sandbox;

  @BeforeEach
  void start() {
    portal = new Portal();
    sandbox = started();
  }

  @AfterEach
  void stop() {
    sandbox.close();
    portal.close();
  }

  private TestSandbox started() {
    Properties more = new Properties();
    more.put("shopify.client.secret.previous", "old-secret");
    return new TestSandbox(folder, portal.url(), new TestTime(), more);
  }

  private String state(long order) {
    return sandbox.control("deliveries?order=" + order).path(0).path("state").asText();
  }

  @Test
  void an_order_sends_a_webhook_signed_over_its_bytes() throws InterruptedException {
    JsonNode placed = sandbox.control("orders", "{\"shop\":\"" + TestSandbox.SHOP + "\"}").get(0);
    Portal.Received received = portal.next();
    assertThat(received.headers())
        .containsEntry("X-Shopify-Topic", "orders/create")
        .containsEntry("X-Shopify-Shop-Domain", TestSandbox.SHOP)
        .containsEntry("X-Shopify-Webhook-Id", placed.path("webhookId").asText())
        .containsEntry("X-Shopify-Event-Id", placed.path("eventId").asText())
        .containsEntry("X-Shopify-Hmac-Sha256", Signature.of(bytes(received), TestSandbox.SECRET));
    assertThat(received.body())
        .contains("\"first_name\":\"Ada\"")
        .contains("\"id\":" + placed.path("id").asText());
  }

  @Test
  void a_failed_webhook_comes_again_with_the_same_id_and_the_same_bytes()
      throws InterruptedException {
    portal.answers(call -> call == 1 ? 500 : call == 2 ? 302 : 200);
    long order = sandbox.placeOrder();
    Portal.Received first = portal.next();
    Portal.Received second = portal.next();
    Portal.Received third = portal.next();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(third.body()).isEqualTo(first.body());
    Set<String> ids = new HashSet<>();
    for (Portal.Received each : new Portal.Received[] {first, second, third}) {
      ids.add(each.headers().get("X-Shopify-Webhook-Id"));
    }
    assertThat(ids).hasSize(1);
    TestSandbox.until(() -> state(order).equals("DELIVERED"));
    assertThat(sandbox.control("deliveries?order=" + order).at("/0/tries").asInt()).isEqualTo(3);
  }

  @Test
  void after_eight_retries_it_gives_up() {
    portal.answers(call -> 503);
    long order = sandbox.placeOrder();
    TestSandbox.until(() -> state(order).equals("GAVE_UP"));
    assertThat(sandbox.control("deliveries?order=" + order).at("/0/tries").asInt()).isEqualTo(9);
  }

  @Test
  void what_was_placed_and_not_delivered_survives_a_restart() throws InterruptedException {
    portal.answers(call -> 503);
    sandbox.control("orders", "{\"shop\":\"" + TestSandbox.SHOP + "\",\"deliver\":false}");
    long order = sandbox.placeOrder();
    portal.next();
    String token = sandbox.token();
    sandbox.created(token, "LK-1", "HG-BELL-SM", 2);
    sandbox.control("clock", "{\"freeze\":\"2027-02-19T20:00:00Z\"}");
    sandbox.close();
    portal.answers(call -> 200);
    sandbox = started();
    assertThat(sandbox.control("orders")).hasSize(2);
    assertThat(sandbox.control("clock").path("line").asText())
        .isEqualTo("fixed 2027-02-19T20:00:00Z");
    assertThat(sandbox.stock("HG-BELL-SM")).isEqualTo(1);
    assertThat(sandbox.statusOf("LK-1")).isEqualTo("New");
    TestSandbox.until(() -> !state(order).equals("WAITING"));
    assertThat(sandbox.placeOrder()).isGreaterThan(order);
  }

  @Test
  void changes_and_cancellations_send_webhooks_of_their_own_and_copies_come_in_parallel()
      throws InterruptedException {
    sandbox.control("clock", "{\"freeze\":true}");
    long order = sandbox.placeOrder();
    portal.next();
    sandbox.control(
        "orders/" + order + "/update",
        "{\"lines\":[{\"sku\":\"HG-LANTERN-01\",\"quantity\":4}],\"address\":{\"city\":\"Nampa\"}}");
    JsonNode updated = body(portal.next());
    assertThat(updated.at("/line_items/0/current_quantity").asInt()).isEqualTo(4);
    assertThat(updated.at("/shipping_address/city").asText()).isEqualTo("Nampa");
    assertThat(updated.path("updated_at").asText())
        .isGreaterThan(updated.path("created_at").asText());
    sandbox.control("orders/" + order + "/cancel", "{}");
    Portal.Received cancelled = portal.next();
    assertThat(cancelled.headers()).containsEntry("X-Shopify-Topic", "orders/cancelled");
    assertThat(body(cancelled).path("cancelled_at").isNull()).isFalse();
    JsonNode copies =
        sandbox.control(
            "orders/" + order + "/webhooks", "{\"copies\":3,\"topic\":\"orders/create\"}");
    assertThat(copies.findValuesAsText("webhookId").stream().distinct()).hasSize(1);
    for (int n = 0; n < 3; n++) {
      assertThat(portal.next().headers()).containsEntry("X-Shopify-Topic", "orders/create");
    }
  }

  @Test
  void after_a_rotation_the_previous_secret_may_sign() throws InterruptedException {
    sandbox.control("signing", "{\"secret\":\"previous\"}");
    sandbox.placeOrder();
    Portal.Received received = portal.next();
    assertThat(received.headers())
        .containsEntry("X-Shopify-Hmac-Sha256", Signature.of(bytes(received), "old-secret"));
  }

  @Test
  void a_stream_places_orders_until_its_count_is_reached() throws InterruptedException {
    sandbox.control(
        "orders", "{\"shop\":\"" + TestSandbox.SHOP + "\",\"perSecond\":200,\"count\":20}");
    for (int n = 0; n < 20; n++) {
      portal.next();
    }
    TestSandbox.until(() -> sandbox.control("streams").isEmpty());
    assertThat(sandbox.control("orders")).hasSize(20);
  }

  private static byte[] bytes(Portal.Received received) {
    return received.body().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode body(Portal.Received received) {
    return Json.parse(received.body()).orElseThrow();
  }
}
