package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopifyTest {

  private static final String ORDER =
      """
      query One($id: ID!) {
        order(id: $id) {
          id name displayFulfillmentStatus cancelledAt
          shippingAddress { name address1 city provinceCode zip countryCodeV2 phone }
          lineItems(first: 10) { nodes { id sku quantity unfulfilledQuantity } }
          fulfillmentOrders(first: 5) {
            nodes { id status lineItems(first: 10) { nodes { id remainingQuantity totalQuantity lineItem { id sku } } } }
          }
          fulfillments { id status trackingInfo { company number url } }
        }
      }
      """;
  private static final String FULFIL =
      """
      mutation Fulfil($fulfillment: FulfillmentInput!) {
        fulfillmentCreate(fulfillment: $fulfillment) { fulfillment { id } userErrors { field message } }
      }
      """;

  @TempDir Path folder;
  TestSandbox sandbox;
  long order;

  @BeforeEach
  void start() {
    sandbox = new TestSandbox(folder);
    order =
        sandbox
            .control(
                "orders",
                "{\"shop\":\""
                    + TestSandbox.SHOP
                    + "\",\"lines\":[{\"sku\":\"HG-MUG-TIDE\",\"quantity\":3}]}")
            .get(0)
            .path("id")
            .asLong();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private JsonNode order() {
    return sandbox
        .graph(ORDER, Json.object().put("id", "gid://shopify/Order/" + order))
        .json()
        .at("/data/order");
  }

  private JsonNode fulfil(int quantity) {
    JsonNode fulfillmentOrder = order().at("/fulfillmentOrders/nodes/0");
    ObjectNode variables = Json.object();
    ObjectNode input = variables.putObject("fulfillment");
    ObjectNode part = input.putArray("lineItemsByFulfillmentOrder").addObject();
    part.put("fulfillmentOrderId", fulfillmentOrder.path("id").asText());
    if (quantity > 0) {
      part.putArray("fulfillmentOrderLineItems")
          .addObject()
          .put("id", fulfillmentOrder.at("/lineItems/nodes/0/id").asText())
          .put("quantity", quantity);
    }
    input.putObject("trackingInfo").put("company", "Amazon").put("number", "TBA1");
    return sandbox.graph(FULFIL, variables).json().at("/data/fulfillmentCreate");
  }

  @Test
  void an_order_can_be_read_with_its_address_and_what_is_left_of_it() {
    JsonNode read = order();
    assertThat(read.at("/shippingAddress/name").asText()).isEqualTo("Ada Lovelace");
    assertThat(read.at("/shippingAddress/provinceCode").asText()).isEqualTo("ID");
    assertThat(read.at("/fulfillmentOrders/nodes/0/lineItems/nodes/0/remainingQuantity").asInt())
        .isEqualTo(3);
  }

  @Test
  void units_are_fulfilled_in_parts_and_never_twice() {
    assertThat(fulfil(2).at("/userErrors")).isEmpty();
    assertThat(order().path("displayFulfillmentStatus").asText()).isEqualTo("PARTIALLY_FULFILLED");
    assertThat(fulfil(2).at("/userErrors/0/message").asText()).contains("quantity");
    assertThat(fulfil(0).at("/userErrors")).isEmpty();
    JsonNode read = order();
    assertThat(read.path("displayFulfillmentStatus").asText()).isEqualTo("FULFILLED");
    assertThat(read.at("/fulfillmentOrders/nodes/0/status").asText()).isEqualTo("CLOSED");
    assertThat(read.path("fulfillments")).hasSize(2);
    assertThat(read.at("/fulfillments/0/trackingInfo/0/number").asText()).isEqualTo("TBA1");
    assertThat(fulfil(0).at("/userErrors/0/message").asText()).contains("unfulfillable");
  }

  @Test
  void tracking_can_change_and_delivery_can_be_told() {
    String id = fulfil(0).at("/fulfillment/id").asText();
    JsonNode said =
        sandbox
            .graph(
                """
                mutation Later($id: ID!) {
                  fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: {numbers: ["TBA2", "TBA3"]}) {
                    fulfillment { trackingInfo { number } } userErrors { message }
                  }
                  fulfillmentEventCreate(fulfillmentEvent: {fulfillmentId: $id, status: DELIVERED, happenedAt: "2026-11-22T10:00:00Z"}) {
                    fulfillmentEvent { status happenedAt } userErrors { message }
                  }
                }
                """,
                Json.object().put("id", id))
            .json()
            .path("data");
    assertThat(said.at("/fulfillmentTrackingInfoUpdate/fulfillment/trackingInfo")).hasSize(2);
    assertThat(said.at("/fulfillmentEventCreate/fulfillmentEvent/happenedAt").asText())
        .isEqualTo("2026-11-22T10:00:00Z");
    assertThat(
            sandbox
                .graph(
                    "query F($id: ID!) { fulfillment(id: $id) { displayStatus deliveredAt } }",
                    Json.object().put("id", id))
                .json()
                .at("/data/fulfillment/deliveredAt")
                .asText())
        .isEqualTo("2026-11-22T10:00:00Z");
  }

  @Test
  void an_unknown_fulfillment_order_is_a_user_error() {
    ObjectNode variables = Json.object();
    variables
        .putObject("fulfillment")
        .putArray("lineItemsByFulfillmentOrder")
        .addObject()
        .put("fulfillmentOrderId", "gid://shopify/FulfillmentOrder/1");
    JsonNode said = sandbox.graph(FULFIL, variables).json().at("/data/fulfillmentCreate");
    assertThat(said.at("/userErrors/0/message").asText())
        .isEqualTo("Fulfillment order does not exist.");
    assertThat(said.path("fulfillment").isNull()).isTrue();
  }

  @Test
  void orders_are_searched_by_time_and_name_and_read_page_by_page() {
    sandbox.control("clock", "{\"add\":\"P2D\"}");
    sandbox.control("orders", "{\"shop\":\"" + TestSandbox.SHOP + "\",\"count\":4}");
    String query =
        "query L($q: String, $after: String) { orders(first: 3, after: $after, query: $q, sortKey:"
            + " UPDATED_AT) { nodes { name } pageInfo { hasNextPage endCursor } } }";
    ObjectNode since = Json.object().put("q", "updated_at:>='2026-11-23T00:00:00Z'");
    JsonNode first = sandbox.graph(query, since).json().at("/data/orders");
    assertThat(first.path("nodes")).hasSize(3);
    assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    JsonNode second =
        sandbox
            .graph(query, since.put("after", first.at("/pageInfo/endCursor").asText()))
            .json()
            .at("/data/orders");
    assertThat(second.path("nodes")).hasSize(1);
    assertThat(
            sandbox
                .graph(query, Json.object().put("q", "name:#1001"))
                .json()
                .at("/data/orders/nodes"))
        .hasSize(1);
  }

  @Test
  void points_run_out_with_a_200_and_come_back() {
    String dear = "{ orders(first: 200) { nodes { id lineItems(first: 3) { nodes { sku } } } } }";
    TestSandbox.Said refused = sandbox.graph(dear, Json.object());
    assertThat(refused.json().at("/errors/0/extensions/code").asText())
        .isEqualTo("MAX_COST_EXCEEDED");
    String query = "{ orders(first: 248) { nodes { id shippingAddress { city } } } }";
    JsonNode cost = sandbox.graph(query, Json.object()).json().at("/extensions/cost");
    assertThat(cost.path("requestedQueryCost").asInt()).isEqualTo(250);
    assertThat(cost.path("actualQueryCost").asInt()).isEqualTo(3);
    TestSandbox.Said throttled = sandbox.graph(query, Json.object());
    for (int n = 0; n < 700 && !throttled.json().has("errors"); n++) {
      throttled = sandbox.graph(query, Json.object());
    }
    assertThat(throttled.status()).isEqualTo(200);
    assertThat(throttled.json().at("/errors/0/extensions/code").asText()).isEqualTo("THROTTLED");
    sandbox.time.pass(Duration.ofSeconds(3));
    assertThat(sandbox.graph(query, Json.object()).json().has("errors")).isFalse();
  }

  @Test
  void a_wrong_token_is_a_401_and_a_wrong_field_an_error() {
    assertThat(
            sandbox
                .call(
                    "POST",
                    "/shopify/" + TestSandbox.SHOP + "/admin/api/2026-04/graphql.json",
                    "{\"query\":\"{ shop { name } }\"}",
                    "X-Shopify-Access-Token",
                    "wrong")
                .status())
        .isEqualTo(401);
    assertThat(TestSandbox.messages(sandbox.graph("{ shop { owner } }", Json.object()).json()))
        .hasSize(1);
    assertThat(sandbox.control("invalid-requests")).hasSize(1);
  }
}
