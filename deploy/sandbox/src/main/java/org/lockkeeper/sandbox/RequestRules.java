package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Amazon asks of a request, read from our own description in {@code amazon-operations.json}.
 *
 * <p>A shape is a set of fields. A field has a {@code type} (text, whole, flag, time, list, shape),
 * may be {@code required}, and has bounds: {@code least} and {@code most} count characters of a
 * text, elements of a list or the value of a whole number; {@code words} lists what a text may be;
 * {@code characters} is {@code latin-1} or {@code country}. Fields that are not described are let
 * be, as Amazon does.
 */
final class RequestRules {

  private static final int MOST_UNITS = 250;
  private static final int MOST_SKUS = 50;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern TWO_BLANKS = Pattern.compile(" {2}");

  /**
   * @param rate requests per second, on average
   * @param burst requests at once
   */
  record Operation(
      String name,
      String method,
      List<String> path,
      double rate,
      double burst,
      @Nullable String body,
      @Nullable String query) {

    boolean matches(String askedMethod, List<String> segments) {
      if (!method.equals(askedMethod) || path.size() != segments.size()) {
        return false;
      }
      for (int n = 0; n < path.size(); n++) {
        if (!path.get(n).equals("{id}") && !path.get(n).equals(segments.get(n))) {
          return false;
        }
      }
      return true;
    }

    /** The segment that stands where the path says {@code {id}}, as it was sent. */
    String id(List<String> segments) {
      int at = path.indexOf("{id}");
      return at < 0 ? "" : segments.get(at);
    }
  }

  private final List<Operation> operations = new ArrayList<>();
  private final JsonNode shapes;

  RequestRules() {
    this("amazon-operations.json");
  }

  /**
   * @param resource a description in the same form
   */
  RequestRules(String resource) {
    JsonNode description = Json.resource(resource);
    shapes = description.path("shapes");
    for (JsonNode operation : description.path("operations")) {
      operations.add(
          new Operation(
              operation.path("name").asText(),
              operation.path("method").asText(),
              segments(operation.path("path").asText()),
              operation.path("rate").asDouble(),
              operation.path("burst").asDouble(),
              operation.path("body").asText(null),
              operation.path("query").asText(null)));
    }
  }

  static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  Optional<Operation> operation(String method, String path) {
    List<String> segments = segments(path);
    return operations.stream()
        .filter(operation -> operation.matches(method, segments))
        .min((a, b) -> Boolean.compare(a.path().contains("{id}"), b.path().contains("{id}")));
  }

  /** Everything that is wrong with the request; empty if nothing is. */
  List<String> wrong(Operation operation, Call call) {
    List<String> wrong = new ArrayList<>();
    if (operation.query() != null) {
      ObjectNode asJson = Json.object();
      call.query().forEach((name, values) -> asJson.put(name, String.join(",", values)));
      check(operation.query(), asJson, "", true, wrong);
      checkInventory(operation, call, wrong);
    }
    if (operation.body() != null) {
      JsonNode body = Json.parse(call.body()).orElse(null);
      if (body == null || !body.isObject()) {
        wrong.add("the body is not a JSON object");
      } else {
        check(operation.body(), body, "", false, wrong);
        checkTogether(operation, body, wrong);
      }
    }
    return wrong;
  }

  private void checkInventory(Operation operation, Call call, List<String> wrong) {
    if (!operation.name().equals("getInventorySummaries")) {
      return;
    }
    if (skus(call).size() > MOST_SKUS) {
      wrong.add("sellerSkus has more than " + MOST_SKUS + " elements");
    }
    if (String.join(",", call.query().getOrDefault("marketplaceIds", List.of())).contains(",")) {
      wrong.add("marketplaceIds has more than one element");
    }
  }

  /** The SKUs of an inventory call, whether sent with commas or one by one. */
  static List<String> skus(Call call) {
    List<String> skus = new ArrayList<>();
    for (String value : call.query().getOrDefault("sellerSkus", List.of())) {
      for (String sku : value.split(",", -1)) {
        if (!sku.isBlank()) {
          skus.add(sku);
        }
      }
    }
    call.query("sellerSku").ifPresent(skus::add);
    return skus;
  }

  private void checkTogether(Operation operation, JsonNode body, List<String> wrong) {
    JsonNode address =
        body.path(operation.name().contains("Preview") ? "address" : "destinationAddress");
    if (address.isObject()) {
      checkCity(address, wrong);
    }
    JsonNode items = body.path("items");
    long units = 0;
    Set<String> ids = new HashSet<>();
    for (JsonNode item : items) {
      units += Math.max(0, item.path("quantity").asLong());
      String id = item.path("sellerFulfillmentOrderItemId").asText();
      if (!id.isEmpty() && !ids.add(id)) {
        wrong.add("items has the same sellerFulfillmentOrderItemId twice");
      }
    }
    if (units > MOST_UNITS) {
      wrong.add("items has more than " + MOST_UNITS + " units in all");
    }
    if (TWO_BLANKS.matcher(body.path("displayableOrderId").asText().strip()).find()) {
      wrong.add("displayableOrderId has two blanks in a row");
    }
    if (body.path("shippingSpeedCategory").asText().equals("ScheduledDelivery")) {
      if (body.path("fulfillmentAction").asText().equals("Hold")) {
        wrong.add("fulfillmentAction Hold does not go with ScheduledDelivery");
      }
      if (address.isObject() && !address.path("countryCode").asText().equals("JP")) {
        wrong.add("shippingSpeedCategory ScheduledDelivery is for Japan");
      }
    }
  }

  private static void checkCity(JsonNode address, List<String> wrong) {
    boolean japan = address.path("countryCode").asText().equals("JP");
    boolean city = !address.path("city").asText().isBlank();
    if (japan && city) {
      wrong.add("city must be left out for Japan");
    }
    if (!japan && !city) {
      wrong.add("city is required outside Japan");
    }
  }

  private void check(
      String shape, JsonNode value, String where, boolean fromQuery, List<String> wrong) {
    for (Map.Entry<String, JsonNode> entry : shapes.path(shape).properties()) {
      String name = where + entry.getKey();
      JsonNode field = value.path(entry.getKey());
      if (field.isMissingNode() || field.isNull()) {
        if (entry.getValue().path("required").asBoolean()) {
          wrong.add(name + " is required");
        }
      } else {
        checkField(entry.getValue(), field, name, fromQuery, wrong);
      }
    }
  }

  private void checkField(
      JsonNode rule, JsonNode value, String name, boolean fromQuery, List<String> wrong) {
    switch (rule.path("type").asText()) {
      case "text" -> checkText(rule, value, name, wrong);
      case "whole" -> checkWhole(rule, value, name, fromQuery, wrong);
      case "flag" -> {
        boolean word = fromQuery && value.asText().toLowerCase(Locale.ROOT).matches("true|false");
        if (!value.isBoolean() && !word) {
          wrong.add(name + " is not a boolean");
        }
      }
      case "time" -> {
        if (!value.isTextual() || !isTime(value.asText())) {
          wrong.add(name + " is not an ISO 8601 time");
        }
      }
      case "list" -> checkList(rule, value, name, wrong);
      case "shape" -> {
        if (value.isObject()) {
          check(rule.path("shape").asText(), value, name + ".", false, wrong);
        } else {
          wrong.add(name + " is not an object");
        }
      }
      default -> throw new IllegalStateException("no rule for the type of " + name);
    }
  }

  private void checkList(JsonNode rule, JsonNode value, String name, List<String> wrong) {
    if (!value.isArray()) {
      wrong.add(name + " is not a list");
      return;
    }
    if (value.size() < rule.path("least").asInt(0)) {
      wrong.add(name + " is empty");
    }
    if (value.size() > rule.path("most").asInt(Integer.MAX_VALUE)) {
      wrong.add(name + " has more than " + rule.path("most").asInt() + " elements");
    }
    for (int n = 0; n < value.size(); n++) {
      checkField(rule.path("of"), value.get(n), name + "[" + n + "]", false, wrong);
    }
  }

  private static void checkText(JsonNode rule, JsonNode value, String name, List<String> wrong) {
    if (!value.isTextual()) {
      wrong.add(name + " is not a text");
      return;
    }
    String text = value.asText();
    if (text.strip().length() < rule.path("least").asInt(0)) {
      wrong.add(name + (text.isBlank() ? " is blank" : " is too short"));
    }
    if (text.codePointCount(0, text.length()) > rule.path("most").asInt(Integer.MAX_VALUE)) {
      wrong.add(name + " is longer than " + rule.path("most").asInt() + " characters");
    }
    if (rule.has("words") && !contains(rule.path("words"), text)) {
      wrong.add(name + " is none of the allowed values");
    }
    switch (rule.path("characters").asText()) {
      case "latin-1" -> {
        if (text.chars().anyMatch(c -> c > 0xFF || c < 0x20 || (c > 0x7E && c < 0xA0))) {
          wrong.add(name + " has characters outside ISO 8859-1");
        }
      }
      case "country" -> {
        if (!COUNTRY.matcher(text).matches()) {
          wrong.add(name + " is not a country code of two letters");
        }
      }
      default -> {
        // any characters
      }
    }
  }

  private static void checkWhole(
      JsonNode rule, JsonNode value, String name, boolean fromQuery, List<String> wrong) {
    long number;
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      number = value.asLong();
    } else if (fromQuery && value.asText().matches("-?\\d{1,18}")) {
      number = Long.parseLong(value.asText());
    } else {
      wrong.add(name + " is not a whole number");
      return;
    }
    if (number < rule.path("least").asLong(Long.MIN_VALUE)
        || number > rule.path("most").asLong(Long.MAX_VALUE)) {
      wrong.add(name + " is out of bounds");
    }
  }

  private static boolean contains(JsonNode words, String text) {
    for (JsonNode word : words) {
      if (word.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** A date with an offset, or a day alone. */
  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException withoutTime) {
      try {
        LocalDate.parse(text);
        return true;
      } catch (DateTimeException neither) {
        return false;
      }
    }
  }
}
