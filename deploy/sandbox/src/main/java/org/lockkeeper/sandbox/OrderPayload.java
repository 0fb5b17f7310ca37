package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An order as a webhook tells it: snake case, numbers as ids, times in whole seconds. */
final class OrderPayload {

  private OrderPayload() {}

  static String of(ShopOrder order) {
    Buyer buyer = order.buyer();
    ObjectNode json = Json.object();
    json.put("id", order.id());
    json.put("admin_graphql_api_id", "gid://shopify/Order/" + order.id());
    json.put("name", order.name());
    json.put("order_number", order.number());
    json.put("created_at", time(order.createdAt()));
    json.put("updated_at", time(order.updatedAt()));
    json.put("processed_at", time(order.createdAt()));
    json.put("cancelled_at", time(order.cancelledAt()));
    json.put("cancel_reason", order.cancelReason());
    json.putNull("closed_at");
    json.put("test", true);
    json.put("currency", "USD");
    json.put("total_price", order.total().toPlainString());
    json.put("current_total_price", order.total().toPlainString());
    json.put("financial_status", order.isCancelled() ? "refunded" : "paid");
    json.put("fulfillment_status", fulfillmentStatus(order));
    json.put("source_name", "web");
    json.put("tags", "");
    json.putNull("note");
    json.putArray("note_attributes");
    json.put("email", buyer.email());
    json.put("phone", buyer.phone());
    json.put("contact_email", buyer.email());
    json.put("browser_ip", "203.0.113.7");
    json.putObject("customer")
        .put("id", order.buyerId())
        .put("email", buyer.email())
        .put("first_name", buyer.firstName())
        .put("last_name", buyer.lastName())
        .put("phone", buyer.phone());
    json.putNull("billing_address");
    json.putObject("shipping_address")
        .put("first_name", buyer.firstName())
        .put("last_name", buyer.lastName())
        .put("name", buyer.name())
        .put("company", buyer.company())
        .put("address1", buyer.address1())
        .put("address2", buyer.address2())
        .put("city", buyer.city())
        .put("province", buyer.province())
        .put("province_code", buyer.provinceCode())
        .put("zip", buyer.zip())
        .put("country", buyer.country())
        .put("country_code", buyer.countryCode())
        .put("phone", buyer.phone())
        .putNull("latitude")
        .putNull("longitude");
    json.putArray("shipping_lines")
        .addObject()
        .put("id", 1)
        .put("title", "Standard")
        .put("code", "Standard")
        .put("price", "0.00")
        .put("source", "shopify");
    ArrayNode lines = json.putArray("line_items");
    for (ShopOrder.Line line : order.lines()) {
      lines
          .addObject()
          .put("id", line.id())
          .put("admin_graphql_api_id", "gid://shopify/LineItem/" + line.id())
          .put("variant_id", line.id() + 1_000_000_000L)
          .put("product_id", line.id() + 2_000_000_000L)
          .put("sku", line.sku())
          .put("title", line.title())
          .put("name", line.title())
          .put("quantity", line.quantity())
          .put("current_quantity", line.current())
          .put("fulfillable_quantity", line.unfulfilled())
          .put("fulfillment_service", "manual")
          .put("fulfillment_status", lineStatus(line))
          .put("requires_shipping", true)
          .put("gift_card", false)
          .put("grams", 400)
          .put("price", line.price())
          .putArray("properties");
    }
    return Json.text(json);
  }

  static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static @Nullable String fulfillmentStatus(ShopOrder order) {
    return switch (order.displayFulfillmentStatus()) {
      case "FULFILLED" -> "fulfilled";
      case "PARTIALLY_FULFILLED" -> "partial";
      default -> null;
    };
  }

  private static @Nullable String lineStatus(ShopOrder.Line line) {
    if (line.fulfilled() == 0) {
      return null;
    }
    return line.unfulfilled() == 0 ? "fulfilled" : "partial";
  }
}
