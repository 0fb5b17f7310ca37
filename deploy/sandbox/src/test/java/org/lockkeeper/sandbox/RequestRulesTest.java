package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTest {

  private static final String ORDERS = "/fba/outbound/2020-07-01/fulfillmentOrders";
  private final RequestRules rules = new RequestRules();

  private List<String> wrongWith(Consumer<ObjectNode> change) {
    ObjectNode request = TestSandbox.create("LK-1", "HG-MUG-TIDE", 1);
    change.accept(request);
    return wrong("POST", ORDERS, Map.of(), request.toString());
  }

  private List<String> wrong(
      String method, String path, Map<String, List<String>> query, String body) {
    return rules.wrong(
        rules.operation(method, path).orElseThrow(), new Call(method, path, query, Map.of(), body));
  }

  private static ObjectNode address(ObjectNode request) {
    return (ObjectNode) request.path("destinationAddress");
  }

  private static ObjectNode item(ObjectNode request) {
    return (ObjectNode) request.path("items").path(0);
  }

  @Test
  void a_sound_order_has_nothing_wrong_with_it() {
    assertThat(wrongWith(request -> {})).isEmpty();
  }

  static Stream<Arguments> faultyOrders() {
    return Stream.of(
        faulty("sellerFulfillmentOrderId is required", r -> r.remove("sellerFulfillmentOrderId")),
        faulty("longer than 40", r -> r.put("sellerFulfillmentOrderId", "x".repeat(41))),
        faulty("displayableOrderComment is required", r -> r.remove("displayableOrderComment")),
        faulty("longer than 750", r -> r.put("displayableOrderComment", "x".repeat(751))),
        faulty("displayableOrderId is blank", r -> r.put("displayableOrderId", " ")),
        faulty("two blanks in a row", r -> r.put("displayableOrderId", "a  b")),
        faulty("outside ISO 8859-1", r -> r.put("displayableOrderId", "\u0141\u00f3d\u017a")),
        faulty("not an ISO 8601 time", r -> r.put("displayableOrderDate", "yesterday")),
        faulty("none of the allowed", r -> r.put("shippingSpeedCategory", "Overnight")),
        faulty("is for Japan", r -> r.put("shippingSpeedCategory", "ScheduledDelivery")),
        faulty("name is required", r -> address(r).remove("name")),
        faulty("name is longer than 50", r -> address(r).put("name", "x".repeat(51))),
        faulty("addressLine2 is longer", r -> address(r).put("addressLine2", "x".repeat(61))),
        faulty("country code of two letters", r -> address(r).put("countryCode", "us")),
        faulty("countryCode is longer than 2", r -> address(r).put("countryCode", "USA")),
        faulty("city is required", r -> address(r).remove("city")),
        faulty("must be left out for Japan", r -> address(r).put("countryCode", "JP")),
        faulty("items is empty", r -> r.putArray("items")),
        faulty("quantity is out of bounds", r -> item(r).put("quantity", 0)),
        faulty("quantity is not a whole number", r -> item(r).put("quantity", "1")),
        faulty("more than 250 units", r -> item(r).put("quantity", 251)),
        faulty("giftMessage is longer", r -> item(r).put("giftMessage", "x".repeat(513))));
  }

  private static Arguments faulty(String message, Consumer<ObjectNode> change) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultyOrders")
  void a_faulty_order_is_told_what_is_wrong(String message, Consumer<ObjectNode> change) {
    assertThat(wrongWith(change)).anyMatch(wrong -> wrong.contains(message));
  }

  @Test
  void an_order_has_at_most_100_lines_and_each_has_an_id_of_its_own() {
    List<String> wrong =
        wrongWith(
            request -> {
              for (int n = 0; n < 100; n++) {
                request.withArray("items").add(item(request).deepCopy());
              }
            });
    assertThat(wrong).contains("items has more than 100 elements");
    assertThat(wrong).contains("items has the same sellerFulfillmentOrderItemId twice");
  }

  @ParameterizedTest
  @CsvSource({"2147483647, true", "2147483648, false", "-1, false", "TBA1, false"})
  void a_package_number_is_an_int32(String number, boolean sound) {
    List<String> wrong =
        wrong(
            "GET",
            "/fba/outbound/2020-07-01/tracking",
            Map.of("packageNumber", List.of(number)),
            "");
    assertThat(wrong.isEmpty()).isEqualTo(sound);
  }

  @ParameterizedTest
  @CsvSource({"50, true", "51, false"})
  void stock_is_asked_for_at_most_50_skus(int count, boolean sound) {
    List<String> wrong =
        wrong(
            "GET",
            "/fba/inventory/v1/summaries",
            Map.of(
                "granularityType", List.of("Marketplace"),
                "granularityId", List.of("ATVPDKIKX0DER"),
                "marketplaceIds", List.of("ATVPDKIKX0DER"),
                "sellerSkus", List.of("a,".repeat(count - 1) + "a")),
            "");
    assertThat(wrong.isEmpty()).isEqualTo(sound);
  }

  @Test
  void a_fixed_path_wins_over_an_id() {
    assertThat(rules.operation("POST", ORDERS + "/preview").orElseThrow().name())
        .isEqualTo("getFulfillmentPreview");
    assertThat(rules.operation("GET", ORDERS + "/LK-1").orElseThrow().name())
        .isEqualTo("getFulfillmentOrder");
  }
}
