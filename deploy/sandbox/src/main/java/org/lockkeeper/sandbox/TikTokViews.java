package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Orders as TikTok Shop's API shows them, with the address masked where it masks it. */
final class TikTokViews {

  static final String DELIVERY_OPTION = "7290000000000000001";
  private static final Duration ANSWER_WITHIN = Duration.ofDays(1);
  private static final Set<TikTokOrder.Status> MASKING =
      Set.of(TikTokOrder.Status.UNPAID, TikTokOrder.Status.ON_HOLD, TikTokOrder.Status.CANCELLED);

  private TikTokViews() {}

  static ObjectNode order(TikTokOrder order, Instant now) {
    ObjectNode json =
        Json.object()
            .put("id", Long.toString(order.id()))
            .put("status", order.status().name())
            .put("create_time", order.createdAt().getEpochSecond())
            .put("update_time", order.updatedAt().getEpochSecond())
            .put("shipping_type", order.shippingType())
            .put("fulfillment_type", "FULFILLMENT_BY_SELLER")
            .put("delivery_option_id", DELIVERY_OPTION)
            .put("delivery_option_name", "Standard shipping")
            .put("is_on_hold_order", order.status() == TikTokOrder.Status.ON_HOLD)
            .put("is_sample_order", order.sample())
            .put("is_buyer_request_cancel", order.wantsCancel())
            .put("buyer_email", "v" + order.id() + "@scs.tiktok.example")
            .put("user_id", "7494")
            .put("warehouse_id", "7300000000000000001");
    TikTokOrder.Wish wish = order.wish();
    if (wish != null && wish.isPending()) {
      json.put("request_cancel_time", wish.askedAt().getEpochSecond())
          .put("cancel_order_sla_time", wish.askedAt().plus(ANSWER_WITHIN).getEpochSecond());
    }
    json.set("recipient_address", address(order, now));
    ArrayNode lines = json.putArray("line_items");
    Set<String> packages = new TreeSet<>();
    for (TikTokOrder.Unit unit : order.units()) {
      ObjectNode line =
          lines
              .addObject()
              .put("id", Long.toString(unit.id()))
              .put("seller_sku", unit.sku())
              .put("sku_id", "1729" + Math.floorMod(unit.sku().hashCode(), 1_000_000))
              .put("product_name", unit.title())
              .put("sale_price", unit.price())
              .put("currency", "USD")
              .put("sku_type", "NORMAL")
              .put(
                  "display_status",
                  order.status() == TikTokOrder.Status.CANCELLED
                      ? "CANCELLED"
                      : unit.tracking() != null ? "IN_TRANSIT" : "AWAITING_SHIPMENT");
      unit.bundle()
          .forEach(
              (sku, count) ->
                  line.withArray("combined_listing_skus")
                      .addObject()
                      .put("seller_sku", sku)
                      .put("sku_count", count));
      String packageId = unit.packageId();
      Instant shipped = unit.shippedAt();
      if (packageId != null && shipped != null) {
        packages.add(packageId);
        line.put("package_id", packageId)
            .put("package_status", "FULFILLING")
            .put("tracking_number", unit.tracking())
            .put("shipping_provider_id", unit.provider())
            .put("rts_time", shipped.getEpochSecond());
      }
    }
    ArrayNode all = json.putArray("packages");
    packages.forEach(id -> all.addObject().put("id", id));
    return json;
  }

  private static ObjectNode address(TikTokOrder order, Instant now) {
    boolean old =
        order.status() == TikTokOrder.Status.COMPLETED
            && now.isAfter(order.updatedAt().plus(Duration.ofDays(30)));
    boolean masked =
        order.masked()
            || old
            || MASKING.contains(order.status())
            || order.shippingType().equals("TIKTOK");
    Buyer buyer = order.buyer();
    ObjectNode json =
        Json.object()
            .put("name", shown(buyer.name(), masked))
            .put("first_name", shown(buyer.firstName(), masked))
            .put("last_name", shown(buyer.lastName(), masked))
            .put("phone_number", shown(buyer.phone(), masked))
            .put("address_line1", shown(buyer.address1(), masked))
            .put("address_line2", shown(buyer.address2(), masked))
            .put("address_line3", "")
            .put("address_line4", "")
            .put("address_detail", shown(buyer.address1(), masked))
            .put("full_address", shown(buyer.address1() + ", " + buyer.city(), masked))
            .put("postal_code", shown(buyer.zip(), masked))
            .put("region_code", buyer.countryCode());
    ArrayNode districts = json.putArray("district_info");
    district(districts, "L0", "Country", buyer.country());
    district(districts, "L1", "State", buyer.province());
    district(districts, "L3", "City", shown(buyer.city(), masked));
    return json;
  }

  private static void district(
      ArrayNode districts, String level, String name, @Nullable String word) {
    if (word != null && !word.isEmpty()) {
      districts
          .addObject()
          .put("address_level", level)
          .put("address_level_name", name)
          .put("address_name", word);
    }
  }

  private static String shown(@Nullable String text, boolean masked) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return masked ? text.charAt(0) + "*".repeat(Math.max(2, text.length() - 1)) : text;
  }
}
