package org.lockkeeper.integration.tiktokshop;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.orders.ChannelOrder;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.SalesChannel.UnreadableDelivery;
import org.lockkeeper.orders.ShippingSpeed;

/**
 * Reads the fields of an order that we need, and no others: what is not read here cannot be
 * stored.
 */
final class TikTokOrderJson {

  static final ChannelName TIKTOK_SHOP = new ChannelName("tiktokshop");

  /** In how long a buyer's wish to cancel has to be answered. */
  private static final Duration ANSWER_WITHIN = Duration.ofDays(1);

  private TikTokOrderJson() {}

  static ChannelOrder order(JsonObject json) {
    List<OrderLine> lines = UnitLines.gathered(UnitLines.of(json));
    ChannelOrder.Standing standing = standing(json, lines);
    ChannelOrderId id = id(json);
    return new ChannelOrder(
        id,
        id.number(),
        TikTokJson.instant(json, "create_time").orElseThrow(missing("create_time")),
        version(json),
        standing,
        speed(json),
        lines,
        recipient(json, standing),
        cancelRequest(json, standing));
  }

  static ChannelOrderId id(JsonObject json) {
    return new ChannelOrderId(TIKTOK_SHOP, TikTokJson.text(json, "id").orElseThrow(missing("id")));
  }

  static Instant version(JsonObject json) {
    return TikTokJson.instant(json, "update_time").orElseThrow(missing("update_time"));
  }

  /** TikTok's word for the state; the webhook and the API spell the cancelled one differently. */
  static String status(JsonObject json) {
    String status = json.getString("status", "").toUpperCase(Locale.ROOT);
    return status.startsWith("CANCEL") ? "CANCELLED" : status;
  }

  private static ChannelOrder.Standing standing(JsonObject json, List<OrderLine> lines) {
    String status = status(json);
    return switch (status) {
      case "CANCELLED" -> ChannelOrder.Standing.CANCELLED;
      case "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED" ->
          ChannelOrder.Standing.NOTHING_TO_SHIP;
      case "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING" -> {
        if (lines.isEmpty()
            || json.getString("fulfillment_type", "").equals("FULFILLMENT_BY_TIKTOK")) {
          yield ChannelOrder.Standing.NOTHING_TO_SHIP;
        }
        if (TikTokJson.flag(json, "is_on_hold_order")) {
          yield ChannelOrder.Standing.HELD;
        }
        yield json.getString("shipping_type", "SELLER").equals("SELLER")
            ? ChannelOrder.Standing.OPEN
            : ChannelOrder.Standing.CHANNEL_SHIPS;
      }
      // Not paid, on hold, or a word that is new to us: wait.
      default -> ChannelOrder.Standing.HELD;
    };
  }

  /** Nobody is shipped to while the order is not open, whatever TikTok shows of the address. */
  private static Optional<RecipientDetails> recipient(
      JsonObject json, ChannelOrder.Standing standing) {
    return standing == ChannelOrder.Standing.OPEN
        ? TikTokJson.object(json, "recipient_address").flatMap(TikTokAddress::recipient)
        : Optional.empty();
  }

  private static Optional<ChannelOrder.CancelRequest> cancelRequest(
      JsonObject json, ChannelOrder.Standing standing) {
    if (!TikTokJson.flag(json, "is_buyer_request_cancel")
        || standing == ChannelOrder.Standing.CANCELLED) {
      return Optional.empty();
    }
    return Optional.of(
        new ChannelOrder.CancelRequest(
            Stream.of(
                    TikTokJson.instant(json, "cancel_order_sla_time"),
                    TikTokJson.instant(json, "request_cancel_time")
                        .map(asked -> asked.plus(ANSWER_WITHIN)))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)));
  }

  private static ShippingSpeed speed(JsonObject json) {
    String words =
        Stream.of(
                TikTokJson.text(json, "delivery_option_name"),
                TikTokJson.text(json, "delivery_type"))
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

  static Supplier<UnreadableDelivery> missing(String name) {
    return () -> new UnreadableDelivery("no " + name);
  }
}
