package org.lockkeeper.integration.shopify;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.orders.ChannelOrder;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.SalesChannel.UnreadableDelivery;
import org.lockkeeper.orders.ShippingSpeed;

/**
 * Reads the fields of an order that we need, and no others (R-59, R-64): what is not read here
 * cannot be stored. A webhook and the Admin API name them differently.
 */
final class ShopifyOrderJson {

  static final ChannelName SHOPIFY = new ChannelName("shopify");

  private ShopifyOrderJson() {}

  /** An order as an {@code orders/*} webhook has it. */
  static ChannelOrder fromWebhook(JsonObject json) {
    List<OrderLine> lines = new ArrayList<>();
    for (JsonObject line : objects(json, "line_items")) {
      int quantity =
          integer(line, "fulfillable_quantity")
              .or(() -> integer(line, "current_quantity"))
              .orElse(line.getInt("quantity", 0));
      if (quantity > 0 && line.getBoolean("requires_shipping", true)) {
        lines.add(
            new OrderLine(
                number(line, "id"),
                text(line, "sku").orElse(""),
                text(line, "title").or(() -> text(line, "name")).orElse(""),
                quantity));
      }
    }
    boolean cancelled = text(json, "cancelled_at").isPresent();
    Optional<JsonObject> address = object(json, "shipping_address");
    return new ChannelOrder(
        new ChannelOrderId(SHOPIFY, number(json, "id")),
        label(json),
        instant(json, "processed_at")
            .or(() -> instant(json, "created_at"))
            .orElseThrow(missing("created_at")),
        instant(json, "updated_at").orElseThrow(missing("updated_at")),
        standing(cancelled, lines),
        objects(json, "shipping_lines").stream()
            .findFirst()
            .map(line -> speed(line))
            .orElse(ShippingSpeed.STANDARD),
        lines,
        address.flatMap(
            a ->
                recipient(
                    a,
                    "country_code",
                    "province_code",
                    text(a, "phone").or(() -> text(json, "phone")),
                    text(json, "email").or(() -> text(json, "contact_email")))));
  }

  /** An order as our query to the Admin API answers it. */
  static ChannelOrder fromGraphql(JsonObject json) {
    List<OrderLine> lines = new ArrayList<>();
    for (JsonObject line : nodes(json, "lineItems")) {
      int quantity = line.getInt("unfulfilledQuantity", 0);
      if (quantity > 0 && line.getBoolean("requiresShipping", true)) {
        lines.add(
            new OrderLine(
                lastPart(line.getString("id")),
                text(line, "sku").orElse(""),
                text(line, "title").orElse(""),
                quantity));
      }
    }
    boolean cancelled = text(json, "cancelledAt").isPresent();
    boolean held =
        nodes(json, "fulfillmentOrders").stream()
            .anyMatch(order -> "ON_HOLD".equals(order.getString("status", "")));
    ChannelOrder.Standing standing = standing(cancelled, lines);
    return new ChannelOrder(
        new ChannelOrderId(SHOPIFY, lastPart(json.getString("id"))),
        label(json),
        instant(json, "processedAt")
            .or(() -> instant(json, "createdAt"))
            .orElseThrow(missing("createdAt")),
        instant(json, "updatedAt").orElseThrow(missing("updatedAt")),
        held && standing == ChannelOrder.Standing.OPEN ? ChannelOrder.Standing.HELD : standing,
        object(json, "shippingLine").map(line -> speed(line)).orElse(ShippingSpeed.STANDARD),
        lines,
        object(json, "shippingAddress")
            .flatMap(
                a ->
                    recipient(
                        a,
                        "countryCodeV2",
                        "provinceCode",
                        text(a, "phone").or(() -> text(json, "phone")),
                        text(json, "email"))));
  }

  private static ChannelOrder.Standing standing(boolean cancelled, List<OrderLine> lines) {
    if (cancelled) {
      return ChannelOrder.Standing.CANCELLED;
    }
    return lines.isEmpty() ? ChannelOrder.Standing.NOTHING_TO_SHIP : ChannelOrder.Standing.OPEN;
  }

  private static String label(JsonObject json) {
    String name = text(json, "name").orElseThrow(missing("name"));
    return name.length() <= 40 ? name : name.substring(0, 40);
  }

  private static ShippingSpeed speed(JsonObject line) {
    String words =
        Stream.of(text(line, "code"), text(line, "title"))
            .flatMap(Optional::stream)
            .reduce("", (a, b) -> a + " " + b)
            .toLowerCase(Locale.ROOT);
    if (words.contains("priority") || words.contains("next day") || words.contains("overnight")) {
      return ShippingSpeed.PRIORITY;
    }
    return words.contains("expedited") || words.contains("express") || words.contains("2 day")
        ? ShippingSpeed.EXPEDITED
        : ShippingSpeed.STANDARD;
  }

  /** Empty if the shop may not see the address and the fields are blanked. */
  private static Optional<RecipientDetails> recipient(
      JsonObject a,
      String country,
      String province,
      Optional<String> phone,
      Optional<String> email) {
    Optional<String> name =
        text(a, "name")
            .or(
                () ->
                    Stream.of(text(a, "first_name"), text(a, "last_name"))
                        .flatMap(Optional::stream)
                        .reduce((first, last) -> first + " " + last));
    Optional<String> street = text(a, "address1");
    if (name.isEmpty() || street.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RecipientDetails(
            name.get(),
            text(a, "company"),
            Stream.of(street, text(a, "address2")).flatMap(Optional::stream).toList(),
            text(a, "city"),
            text(a, province),
            text(a, "zip"),
            text(a, country).orElse(""),
            phone,
            email));
  }

  static Optional<String> text(JsonObject json, String name) {
    return json.get(name) instanceof JsonString text && !text.getString().isBlank()
        ? Optional.of(text.getString().strip())
        : Optional.empty();
  }

  private static Optional<Integer> integer(JsonObject json, String name) {
    return json.get(name) instanceof jakarta.json.JsonNumber number
        ? Optional.of(number.intValue())
        : Optional.empty();
  }

  /** An id, which a webhook has as a number and the API as text. */
  static String number(JsonObject json, String name) {
    JsonValue value = json.get(name);
    if (value instanceof jakarta.json.JsonNumber number && number.isIntegral()) {
      return number.bigIntegerValueExact().toString();
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw missing(name).get();
  }

  private static Optional<Instant> instant(JsonObject json, String name) {
    return text(json, name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeParseException e) {
                throw new UnreadableDelivery("no instant in " + name);
              }
            });
  }

  static Optional<JsonObject> object(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  static List<JsonObject> objects(JsonObject json, String name) {
    return json.get(name) instanceof jakarta.json.JsonArray array
        ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  static List<JsonObject> nodes(JsonObject json, String name) {
    return object(json, name).map(connection -> objects(connection, "nodes")).orElse(List.of());
  }

  static String lastPart(String gid) {
    return gid.substring(gid.lastIndexOf('/') + 1);
  }

  private static java.util.function.Supplier<UnreadableDelivery> missing(String name) {
    return () -> new UnreadableDelivery("no " + name);
  }
}
