package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lockkeeper.sandbox.TestSandbox.OUTBOUND;
import static org.lockkeeper.sandbox.TestSandbox.SELLER;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmazonTest {

  private static final String MUG = "HG-MUG-TIDE";

  @TempDir Path folder;
  TestSandbox sandbox;
  String token;

  @BeforeEach
  void start() {
    sandbox = new TestSandbox(folder);
    token = sandbox.token();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private TestSandbox.Said get(String path) {
    return sandbox.amazon(token, "GET", path, "");
  }

  @Test
  void create_answers_nothing_and_a_second_create_is_refused_and_counted() {
    TestSandbox.Said first = sandbox.created(token, "LK-1", MUG, 2);
    TestSandbox.Said second = sandbox.created(token, "LK-1", MUG, 2);
    assertThat(first.http().body()).isEqualTo("{}");
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.json().at("/errors/0/code").asText()).isEqualTo("InvalidInput");
    JsonNode order = sandbox.control("fulfilment-orders").get(0);
    assertThat(order.path("createCalls").asInt()).isEqualTo(2);
    assertThat(order.path("acceptedCreates").asInt()).isEqualTo(1);
    assertThat(sandbox.stock(MUG)).isEqualTo(398);
    assertThat(sandbox.control("invalid-requests")).hasSize(1);
  }

  @Test
  void get_and_list_echo_the_address_with_a_field_that_no_documentation_has() {
    sandbox.created(token, "LK-1", MUG, 1);
    for (String pointer :
        new String[] {
          get(OUTBOUND + "/fulfillmentOrders/LK-1")
              .json()
              .at("/payload/fulfillmentOrder/destinationAddress")
              .toString(),
          get(OUTBOUND + "/fulfillmentOrders")
              .json()
              .at("/payload/fulfillmentOrders/0/destinationAddress")
              .toString()
        }) {
      assertThat(pointer).contains("Ada Lovelace").contains("12 St James Sq").contains("email");
    }
  }

  @Test
  void a_parcel_goes_from_new_to_delivered_and_tells_when() {
    sandbox.created(token, "LK-1", MUG, 2);
    assertThat(sandbox.statusOf("LK-1")).isEqualTo("New");
    assertThat(sandbox.moved("LK-1", "{\"to\":\"RECEIVED\"}").path("status").asText())
        .isEqualTo("Received");
    JsonNode packed = sandbox.moved("LK-1", "{\"to\":\"PROCESSING\"}");
    assertThat(packed.path("status").asText()).isEqualTo("Processing");
    assertThat(packed.at("/shipments/0/trackingNumber").asText()).startsWith("TBA");
    assertThat(sandbox.moved("LK-1", "{\"to\":\"SHIPPED\"}").path("status").asText())
        .isEqualTo("Complete");
    sandbox.control("clock", "{\"freeze\":\"2026-11-25T10:00:00Z\"}");
    token = sandbox.token();
    sandbox.moved("LK-1", "{\"to\":\"DELIVERED\"}");
    JsonNode tracking = tracking(packed);
    assertThat(tracking.path("currentStatus").asText()).isEqualTo("DELIVERED");
    JsonNode last = tracking.path("trackingEvents").get(tracking.path("trackingEvents").size() - 1);
    assertThat(last.path("eventCode").asText()).isEqualTo("EVENT_301");
    assertThat(last.path("eventDate").asText()).isEqualTo("2026-11-25T10:00:00Z");
  }

  @Test
  void a_lost_delivery_event_never_shows() {
    sandbox.created(token, "LK-1", MUG, 1);
    JsonNode lost = sandbox.control("fulfilment-orders/" + SELLER + "/LK-1/lose-delivery", "{}");
    sandbox.control("clock", "{\"add\":\"P90D\"}");
    token = sandbox.token();
    assertThat(tracking(lost).path("currentStatus").asText()).isEqualTo("OUT_FOR_DELIVERY");
    assertThat(
            sandbox
                .call(
                    "POST",
                    "/control/fulfilment-orders/" + SELLER + "/LK-1/move",
                    "{\"to\":\"DELIVERED\"}")
                .status())
        .isEqualTo(409);
  }

  @Test
  void three_packages_make_two_shipments_and_move_one_by_one() {
    sandbox.created(token, "LK-1", MUG, 3);
    JsonNode packed = sandbox.moved("LK-1", "{\"to\":\"PROCESSING\",\"packages\":3}");
    assertThat(packed.path("shipments")).hasSize(3);
    assertThat(packed.path("shipments").findValuesAsText("amazonShipmentId").stream().distinct())
        .hasSize(2);
    JsonNode one = sandbox.moved("LK-1", "{\"to\":\"DELIVERED\",\"package\":2}");
    assertThat(one.path("status").asText()).isEqualTo("Processing");
    assertThat(one.path("shipments").findValuesAsText("state"))
        .containsExactly("PENDING", "DELIVERED", "PENDING");
    JsonNode all = sandbox.moved("LK-1", "{\"to\":\"DELIVERED\"}");
    assertThat(all.path("status").asText()).isEqualTo("Complete");
    assertThat(all.path("shipments").findValuesAsText("state")).containsOnly("DELIVERED");
  }

  @ParameterizedTest
  @CsvSource({"RECEIVED, 200", "PLANNING, 200", "PROCESSING, 400", "SHIPPED, 400"})
  void cancel_works_before_processing_only(String state, int status) {
    sandbox.created(token, "LK-1", MUG, 5);
    sandbox.moved("LK-1", "{\"to\":\"" + state + "\"}");
    TestSandbox.Said said =
        sandbox.amazon(token, "PUT", OUTBOUND + "/fulfillmentOrders/LK-1/cancel", "");
    assertThat(said.status()).isEqualTo(status);
    assertThat(sandbox.stock(MUG)).isEqualTo(status == 200 ? 400 : 395);
  }

  @Test
  void accepted_is_not_valid_where_there_is_no_stock() {
    assertThat(sandbox.created(token, "LK-1", "HG-CHART-PRT", 1).status()).isEqualTo(200);
    assertThat(sandbox.moved("LK-1", "{\"to\":\"SHIPPED\"}").path("status").asText())
        .isEqualTo("Unfulfillable");
    assertThat(sandbox.created(token, "LK-2", "HG-GIFTBOX", 1).status()).isEqualTo(400);
  }

  @Test
  void fill_all_available_ships_what_there_is() {
    var request =
        TestSandbox.create("LK-1", "HG-BELL-SM", 5).put("fulfillmentPolicy", "FillAllAvailable");
    sandbox.amazon(token, "POST", OUTBOUND + "/fulfillmentOrders", request.toString());
    JsonNode shipped = sandbox.moved("LK-1", "{\"to\":\"SHIPPED\"}");
    assertThat(shipped.path("status").asText()).isEqualTo("CompletePartialled");
    assertThat(shipped.at("/items/0/unfulfillable").asInt()).isEqualTo(2);
  }

  @Test
  void a_hold_is_released_by_ship_and_given_up_after_a_fortnight() {
    for (String id : new String[] {"LK-1", "LK-2"}) {
      sandbox.amazon(
          token,
          "POST",
          OUTBOUND + "/fulfillmentOrders",
          TestSandbox.create(id, MUG, 1).put("fulfillmentAction", "Hold").toString());
    }
    assertThat(
            sandbox
                .amazon(
                    token,
                    "PUT",
                    OUTBOUND + "/fulfillmentOrders/LK-1",
                    "{\"fulfillmentAction\":\"Ship\"}")
                .status())
        .isEqualTo(200);
    sandbox.moved("LK-1", "{\"to\":\"SHIPPED\"}");
    sandbox.control("clock", "{\"add\":\"P14D\"}");
    assertThat(sandbox.statusOf("LK-2")).isEqualTo("Cancelled");
    assertThat(sandbox.statusOf("LK-1")).isEqualTo("Complete");
  }

  @Test
  void an_id_with_a_plus_or_a_blank_can_be_listed_and_never_fetched() {
    sandbox.created(token, "LK+1", MUG, 1);
    assertThat(
            get(OUTBOUND + "/fulfillmentOrders")
                .json()
                .at("/payload/fulfillmentOrders/0/sellerFulfillmentOrderId")
                .asText())
        .isEqualTo("LK 1");
    for (String sent : new String[] {"LK+1", "LK%2B1", "LK%201"}) {
      assertThat(get(OUTBOUND + "/fulfillmentOrders/" + sent).status()).as(sent).isEqualTo(403);
    }
  }

  @Test
  void calls_are_throttled_per_operation_and_only_good_answers_tell_the_limit() {
    for (int n = 0; n < 30; n++) {
      TestSandbox.Said said = get(OUTBOUND + "/fulfillmentOrders/none");
      assertThat(said.status()).isEqualTo(404);
      assertThat(said.header("x-amzn-RateLimit-Limit")).isEqualTo("2.0");
    }
    TestSandbox.Said over = get(OUTBOUND + "/fulfillmentOrders/none");
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.json().at("/errors/0/code").asText()).isEqualTo("QuotaExceeded");
    assertThat(over.header("x-amzn-RateLimit-Limit")).isEmpty();
    assertThat(over.header("x-amzn-RequestId")).isNotEmpty();
    assertThat(get(OUTBOUND + "/fulfillmentOrders").status()).isEqualTo(200);
    sandbox.time.pass(Duration.ofMillis(500));
    assertThat(get(OUTBOUND + "/fulfillmentOrders/none").status()).isEqualTo(404);
    assertThat(get(OUTBOUND + "/fulfillmentOrders/none").status()).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource({"PT59M59S, 404", "PT1H, 403"})
  void an_access_token_lasts_an_hour_of_pretend_time(String span, int status) {
    sandbox.control("clock", "{\"freeze\":true}");
    token = sandbox.token();
    sandbox.control("clock", "{\"add\":\"" + span + "\"}");
    assertThat(get(OUTBOUND + "/fulfillmentOrders/none").status()).isEqualTo(status);
  }

  @Test
  void a_wrong_grant_a_wrong_client_and_no_token_are_told_apart() {
    String form = "grant_type=refresh_token&client_id=client&client_secret=";
    TestSandbox.Said client =
        sandbox.call("POST", "/lwa/auth/o2/token", form + "x&refresh_token=Atzr|one");
    TestSandbox.Said grant =
        sandbox.call("POST", "/lwa/auth/o2/token", form + "secret&refresh_token=Atzr|gone");
    assertThat(client.json().path("error").asText()).isEqualTo("invalid_client");
    assertThat(grant.json().path("error").asText()).isEqualTo("invalid_grant");
    assertThat(grant.status()).isEqualTo(400);
    assertThat(sandbox.call("GET", OUTBOUND + "/fulfillmentOrders", "").status()).isEqualTo(401);
    assertThat(sandbox.control("exchanges?platform=lwa").toString())
        .doesNotContain("Atzr|one")
        .doesNotContain("secret&")
        .doesNotContain(token);
  }

  @Test
  void a_page_of_stock_is_good_for_thirty_seconds() {
    String first =
        "/spapi/fba/inventory/v1/summaries?details=true&granularityType=Marketplace"
            + "&granularityId=ATVPDKIKX0DER&marketplaceIds=ATVPDKIKX0DER";
    sandbox.control("clock", "{\"freeze\":true}");
    JsonNode page = get(first).json();
    String next = first + "&nextToken=" + page.at("/pagination/nextToken").asText();
    assertThat(page.at("/payload/inventorySummaries")).hasSize(5);
    assertThat(get(next).json().at("/payload/inventorySummaries")).hasSize(3);
    sandbox.time.pass(Duration.ofSeconds(5));
    sandbox.control("clock", "{\"add\":\"PT31S\"}");
    assertThat(get(next).status()).isEqualTo(400);
  }

  private JsonNode tracking(JsonNode order) {
    int number = order.at("/shipments/0/packageNumber").asInt();
    return get(OUTBOUND + "/tracking?packageNumber=" + number).json().path("payload");
  }
}
