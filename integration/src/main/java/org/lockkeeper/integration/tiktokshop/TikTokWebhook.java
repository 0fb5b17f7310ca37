package org.lockkeeper.integration.tiktokshop;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelEvent;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.SalesChannel;
import org.lockkeeper.orders.SalesChannel.UnreadableDelivery;

/**
 * A message of TikTok's. All of it stands in the body. The signature knows no time, so each is
 * taken once: by its notification id or, for older messages that have none, by what it is about.
 */
final class TikTokWebhook {

  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final JsonObject json;
  private final JsonObject data;
  private final int type;

  private TikTokWebhook(JsonObject json) {
    this.json = json;
    this.data = TikTokJson.object(json, "data").orElse(JsonValue.EMPTY_JSON_OBJECT);
    this.type =
        TikTokJson.number(json, "type")
            .filter(number -> number >= 0 && number < 10_000)
            .orElseThrow(TikTokOrderJson.missing("type"))
            .intValue();
  }

  static TikTokWebhook of(ChannelDelivery delivery) {
    return new TikTokWebhook(
        TikTokJson.object(delivery.body())
            .orElseThrow(() -> new UnreadableDelivery("the body is no JSON object")));
  }

  SalesChannel.Head head() {
    return new SalesChannel.Head(
        TikTokJson.text(json, "tts_notification_id")
            .filter(id -> SAFE_ID.matcher(id).matches())
            .orElseGet(this::derivedId),
        "type-" + type,
        TikTokJson.text(json, "shop_id").orElseThrow(TikTokOrderJson.missing("shop_id")));
  }

  private String derivedId() {
    String about =
        TikTokJson.text(data, "cancel_id")
            .or(() -> TikTokJson.text(data, "order_id"))
            .or(() -> TikTokJson.text(data, "package_id"))
            .orElse("shop");
    String said =
        TikTokJson.text(data, "cancel_status")
            .or(() -> TikTokJson.text(data, "order_status"))
            .orElse("");
    String at =
        TikTokJson.text(data, "update_time")
            .or(() -> TikTokJson.text(data, "create_time"))
            .or(() -> TikTokJson.text(json, "timestamp"))
            .orElseThrow(TikTokOrderJson.missing("tts_notification_id"));
    String id = "t" + type + "-" + about + "-" + said.replace('_', '-') + "-" + at;
    if (id.length() > 200 || !id.matches("[A-Za-z0-9-]+")) {
      throw new UnreadableDelivery("no usable id");
    }
    return id;
  }

  ChannelEvent event() {
    return switch (type) {
      // The status of an order, its address, one of its packages.
      case 1, 3 -> new ChannelEvent.Changed(order().orElseThrow(noOrder()));
      case 4 ->
          order()
              .<ChannelEvent>map(ChannelEvent.Changed::new)
              .orElseGet(ChannelEvent.Irrelevant::new);
      case 6 -> new ChannelEvent.Uninstalled();
      case 7 ->
          new ChannelEvent.GrantEnding(
              TikTokJson.instant(data, "expiration_time")
                  .orElseThrow(TikTokOrderJson.missing("expiration_time")));
      case 11 -> cancellation();
      default -> new ChannelEvent.Irrelevant();
    };
  }

  private ChannelEvent cancellation() {
    ChannelOrderId order = order().orElseThrow(noOrder());
    boolean byBuyer =
        TikTokJson.text(data, "cancellations_role")
            .or(() -> TikTokJson.text(data, "cancellation_role"))
            .filter("BUYER"::equalsIgnoreCase)
            .isPresent();
    boolean pending =
        data.getString("cancel_status", "").toUpperCase(Locale.ROOT).contains("PENDING");
    return byBuyer && pending
        ? new ChannelEvent.CancelRequested(order)
        : new ChannelEvent.Changed(order);
  }

  private Optional<ChannelOrderId> order() {
    return TikTokJson.text(data, "order_id")
        .map(number -> new ChannelOrderId(TikTokOrderJson.TIKTOK_SHOP, number));
  }

  private static java.util.function.Supplier<UnreadableDelivery> noOrder() {
    return TikTokOrderJson.missing("order_id");
  }
}
