package org.lockkeeper.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shop's things as maps, one entry per field of {@code shop-admin.graphqls}. Lists stand where
 * the schema has connections; {@link GraphDoor} pages them.
 */
final class GraphViews {

  private GraphViews() {}

  static String gid(String type, long id) {
    return "gid://shopify/" + type + "/" + id;
  }

  /** The number in a global id of this type; -1 if it is none. */
  static long number(String type, @Nullable Object gid) {
    String prefix = "gid://shopify/" + type + "/";
    String text = String.valueOf(gid);
    if (!text.startsWith(prefix) || !text.substring(prefix.length()).matches("\\d{1,18}")) {
      return -1;
    }
    return Long.parseLong(text.substring(prefix.length()));
  }

  static Map<String, @Nullable Object> shop(Settings.Shop shop, int number) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", gid("Shop", number));
    view.put("name", shop.name());
    view.put("myshopifyDomain", shop.domain());
    view.put("currencyCode", "USD");
    return view;
  }

  static Map<String, @Nullable Object> order(ShopOrder order) {
    Buyer buyer = order.buyer();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", gid("Order", order.id()));
    view.put("legacyResourceId", Long.toString(order.id()));
    view.put("name", order.name());
    view.put("number", order.number());
    view.put("createdAt", time(order.createdAt()));
    view.put("updatedAt", time(order.updatedAt()));
    view.put("processedAt", time(order.createdAt()));
    view.put("closed", false);
    view.put("cancelledAt", time(order.cancelledAt()));
    String reason = order.cancelReason();
    view.put("cancelReason", reason == null ? null : reason.toUpperCase(Locale.ROOT));
    view.put("confirmed", true);
    view.put("test", true);
    view.put(
        "fulfillable",
        !order.isCancelled() && order.lines().stream().anyMatch(line -> line.unfulfilled() > 0));
    view.put("requiresShipping", true);
    view.put("displayFulfillmentStatus", order.displayFulfillmentStatus());
    view.put("displayFinancialStatus", order.isCancelled() ? "REFUNDED" : "PAID");
    view.put("email", buyer.email());
    view.put("phone", buyer.phone());
    view.put("tags", List.of());
    view.put("sourceName", "web");
    view.put("currencyCode", "USD");
    view.put("currentTotalPriceSet", money(order.total()));
    view.put("customer", customer(order));
    view.put("shippingLine", Map.of("title", "Standard", "code", "Standard"));
    view.put("shippingAddress", address(order));
    view.put("lineItems", order.lines().stream().map(GraphViews::line).toList());
    view.put("fulfillmentOrders", List.of(fulfillmentOrder(order)));
    view.put(
        "fulfillments",
        order.fulfillments().stream().map(known -> fulfillment(order, known)).toList());
    return view;
  }

  static Map<String, @Nullable Object> fulfillmentOrder(ShopOrder order) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", gid("FulfillmentOrder", order.fulfillmentOrderId()));
    view.put("status", order.fulfillmentOrderStatus());
    view.put("requestStatus", "UNSUBMITTED");
    view.put("createdAt", time(order.createdAt()));
    view.put("updatedAt", time(order.updatedAt()));
    view.put("orderId", gid("Order", order.id()));
    view.put("orderName", order.name());
    view.put("orderProcessedAt", time(order.createdAt()));
    view.put("destination", destination(order));
    List<Map<String, @Nullable Object>> lines = new ArrayList<>();
    for (ShopOrder.Line line : order.lines()) {
      Map<String, @Nullable Object> part = new LinkedHashMap<>();
      part.put("id", gid("FulfillmentOrderLineItem", line.id()));
      part.put("lineItem", line(line));
      part.put("productTitle", line.title());
      part.put("remainingQuantity", line.unfulfilled());
      part.put("requiresShipping", true);
      part.put("sku", line.sku());
      part.put("totalQuantity", line.current());
      lines.add(part);
    }
    view.put("lineItems", lines);
    return view;
  }

  static Map<String, @Nullable Object> fulfillment(ShopOrder order, ShopOrder.Fulfillment made) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    int place = order.fulfillments().indexOf(made) + 1;
    view.put("id", gid("Fulfillment", made.id()));
    view.put("legacyResourceId", Long.toString(made.id()));
    view.put("name", order.name() + "-F" + place);
    view.put("status", "SUCCESS");
    view.put(
        "displayStatus", made.steps().isEmpty() ? "FULFILLED" : made.steps().getLast().status());
    view.put("createdAt", time(made.createdAt()));
    view.put("updatedAt", time(made.updatedAt()));
    view.put("inTransitAt", time(made.firstAt("IN_TRANSIT").orElse(null)));
    view.put("deliveredAt", time(made.firstAt("DELIVERED").orElse(null)));
    view.put("requiresShipping", true);
    view.put("totalQuantity", made.parts().stream().mapToInt(ShopOrder.Part::quantity).sum());
    view.put("orderId", gid("Order", order.id()));
    view.put("trackingInfo", made.tracking().stream().map(GraphViews::tracking).toList());
    view.put("events", made.steps().stream().map(GraphViews::step).toList());
    List<Map<String, @Nullable Object>> parts = new ArrayList<>();
    for (ShopOrder.Part part : made.parts()) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("id", gid("FulfillmentLineItem", part.id()));
      line.put("quantity", part.quantity());
      order.lines().stream()
          .filter(known -> known.id() == part.lineId())
          .findFirst()
          .ifPresent(known -> line.put("lineItem", line(known)));
      parts.add(line);
    }
    view.put("fulfillmentLineItems", parts);
    return view;
  }

  static Map<String, @Nullable Object> step(ShopOrder.Step step) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", gid("FulfillmentEvent", step.id()));
    view.put("status", step.status());
    view.put("happenedAt", time(step.happenedAt()));
    view.put("createdAt", time(step.createdAt()));
    view.put("message", step.message());
    return view;
  }

  private static Map<String, @Nullable Object> tracking(ShopOrder.Tracking tracking) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("company", tracking.company());
    view.put("number", tracking.number());
    view.put("url", tracking.url());
    return view;
  }

  private static Map<String, @Nullable Object> line(ShopOrder.Line line) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", gid("LineItem", line.id()));
    view.put("sku", line.sku());
    view.put("name", line.title());
    view.put("title", line.title());
    view.put("quantity", line.quantity());
    view.put("currentQuantity", line.current());
    view.put("unfulfilledQuantity", line.unfulfilled());
    view.put("requiresShipping", true);
    view.put("originalUnitPriceSet", money(new BigDecimal(line.price())));
    return view;
  }

  private static Map<String, @Nullable Object> customer(ShopOrder order) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", gid("Customer", order.buyerId()));
    view.put("firstName", order.buyer().firstName());
    view.put("lastName", order.buyer().lastName());
    view.put("displayName", order.buyer().name());
    return view;
  }

  private static Map<String, @Nullable Object> address(ShopOrder order) {
    Buyer buyer = order.buyer();
    Map<String, @Nullable Object> view = place(buyer);
    view.put("id", gid("MailingAddress", order.id()));
    view.put("name", buyer.name());
    view.put("provinceCode", buyer.provinceCode());
    view.put("country", buyer.country());
    view.put("countryCodeV2", buyer.countryCode());
    return view;
  }

  private static Map<String, @Nullable Object> destination(ShopOrder order) {
    Map<String, @Nullable Object> view = place(order.buyer());
    view.put("id", gid("FulfillmentOrderDestination", order.id()));
    view.put("countryCode", order.buyer().countryCode());
    view.put("email", order.buyer().email());
    return view;
  }

  private static Map<String, @Nullable Object> place(Buyer buyer) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("firstName", buyer.firstName());
    view.put("lastName", buyer.lastName());
    view.put("company", buyer.company());
    view.put("address1", buyer.address1());
    view.put("address2", buyer.address2());
    view.put("city", buyer.city());
    view.put("province", buyer.province());
    view.put("zip", buyer.zip());
    view.put("phone", buyer.phone());
    return view;
  }

  private static Map<String, Object> money(BigDecimal amount) {
    Map<String, Object> money = Map.of("amount", amount.toPlainString(), "currencyCode", "USD");
    return Map.of("shopMoney", money, "presentmentMoney", money);
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return OrderPayload.time(instant);
  }
}
