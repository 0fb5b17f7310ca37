package org.lockkeeper.integration.tiktokshop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelEvent;
import org.lockkeeper.orders.ChannelOrder;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.SalesChannel;

/** TikTok Shop as a sales channel. */
@ApplicationScoped
class TikTokShopChannel implements SalesChannel {

  private static final String ORDERS = "/order/202309/orders";
  private static final String SHIPPING = "/fulfillment/202309/orders/";
  private static final String CANCELLATIONS = "/return_refund/202309/cancellations";

  /** Until when after shipping a tracking number may be changed. */
  private static final Duration CHANGES_WITHIN = Duration.ofDays(3);

  private static final int PAGE = 100;

  /** What TikTok is to tell us of a shop. */
  private static final List<String> EVENTS =
      List.of(
          "ORDER_STATUS_CHANGE",
          "RECIPIENT_ADDRESS_UPDATE",
          "PACKAGE_UPDATE",
          "CANCELLATION_STATUS_CHANGE",
          "SELLER_DEAUTHORIZATION",
          "UPCOMING_AUTHORIZATION_EXPIRATION");

  private static final String WEBHOOKS = "/event/202309/webhooks";

  private final AppSecrets secrets;
  private final TikTokApi api;
  private final FindAuthorization authorizations;
  private final TikTokSettings settings;
  private final Clock clock;

  @Inject
  TikTokShopChannel(
      AppSecrets secrets,
      TikTokApi api,
      FindAuthorization authorizations,
      TikTokSettings settings,
      Clock clock) {
    this.secrets = secrets;
    this.api = api;
    this.authorizations = authorizations;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public ChannelName name() {
    return TikTokOrderJson.TIKTOK_SHOP;
  }

  @Override
  public boolean isAuthentic(ChannelDelivery delivery) {
    byte[] said =
        delivery.header("Authorization").map(TikTokShopChannel::decoded).orElse(new byte[0]);
    byte[] appKey = settings.appKey().getBytes(StandardCharsets.UTF_8);
    boolean right = false;
    for (byte[] digest : secrets.digests(appKey, delivery.body())) {
      right |= MessageDigest.isEqual(digest, said);
    }
    return right;
  }

  private static byte[] decoded(String hex) {
    try {
      return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  @Override
  public boolean listens(SellerId seller, ConnectionId connection, Predicate<URI> ours) {
    Map<String, String> addresses = addresses(seller, connection);
    return EVENTS.stream()
        .allMatch(
            event ->
                Optional.ofNullable(addresses.get(event))
                    .flatMap(TikTokShopChannel::uri)
                    .filter(ours)
                    .isPresent());
  }

  @Override
  public void listen(SellerId seller, ConnectionId connection, URI address) {
    Map<String, String> addresses = addresses(seller, connection);
    for (String event : EVENTS) {
      if (!address.toString().equals(addresses.get(event))) {
        // TikTok keeps one address for each kind of message: the new one takes the old one's place.
        api.call(
            seller,
            connection,
            TikTokApi.Operation.put(
                "listen",
                WEBHOOKS,
                TikTokJson.JSON
                    .createObjectBuilder()
                    .add("event_type", event)
                    .add("address", address.toString())
                    .build()));
      }
    }
  }

  private Map<String, String> addresses(SellerId seller, ConnectionId connection) {
    JsonObject data =
        api.call(seller, connection, TikTokApi.Operation.get("webhooks", WEBHOOKS, Map.of()));
    Map<String, String> addresses = new TreeMap<>();
    TikTokJson.objects(data, "webhooks")
        .forEach(
            webhook ->
                TikTokJson.text(webhook, "event_type")
                    .ifPresent(
                        event ->
                            addresses.put(event, TikTokJson.text(webhook, "address").orElse(""))));
    return addresses;
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Head head(ChannelDelivery delivery) {
    return TikTokWebhook.of(delivery).head();
  }

  @Override
  public ChannelEvent read(ChannelDelivery delivery) {
    try {
      return TikTokWebhook.of(delivery).event();
    } catch (IllegalArgumentException | ClassCastException | ArithmeticException e) {
      throw new UnreadableDelivery("a field has an unexpected form");
    }
  }

  @Override
  public Optional<ChannelOrder> fetch(
      SellerId seller, ConnectionId connection, ChannelOrderId order) {
    try {
      return detail(seller, connection, order).map(TikTokOrderJson::order);
    } catch (UnreadableDelivery | IllegalArgumentException | ClassCastException e) {
      throw new PlatformTrouble("tiktokshop.order", PlatformTrouble.Kind.REFUSED);
    }
  }

  private Optional<JsonObject> detail(
      SellerId seller, ConnectionId connection, ChannelOrderId order) {
    JsonObject data =
        api.call(
            seller,
            connection,
            TikTokApi.Operation.get("order", ORDERS, Map.of("ids", order.number())));
    return TikTokJson.objects(data, "orders").stream()
        .filter(found -> TikTokJson.text(found, "id").filter(order.number()::equals).isPresent())
        .findFirst();
  }

  @Override
  public List<Changed> changedSince(
      SellerId seller, ConnectionId connection, Instant since, int limit) {
    JsonObject body =
        TikTokJson.JSON.createObjectBuilder().add("update_time_ge", since.getEpochSecond()).build();
    List<Changed> changed = new ArrayList<>();
    Optional<String> page = Optional.of("");
    while (page.isPresent() && changed.size() < limit) {
      Map<String, String> query = new TreeMap<>();
      query.put("page_size", String.valueOf(Math.min(PAGE, limit - changed.size())));
      query.put("sort_field", "update_time");
      query.put("sort_order", "ASC");
      page.filter(token -> !token.isEmpty()).ifPresent(token -> query.put("page_token", token));
      JsonObject data =
          api.call(
              seller,
              connection,
              TikTokApi.Operation.search("orders", ORDERS + "/search", query, body));
      try {
        TikTokJson.objects(data, "orders")
            .forEach(
                order ->
                    changed.add(
                        new Changed(TikTokOrderJson.id(order), TikTokOrderJson.version(order))));
      } catch (UnreadableDelivery | IllegalArgumentException e) {
        throw new PlatformTrouble("tiktokshop.orders", PlatformTrouble.Kind.REFUSED);
      }
      page = TikTokJson.text(data, "next_page_token");
    }
    return List.copyOf(changed);
  }

  @Override
  public Report reportParcel(
      SellerId seller, ConnectionId connection, ChannelOrderId order, Parcel parcel) {
    String tracking = parcel.tracking().orElseThrow();
    Optional<JsonObject> found = detail(seller, connection, order);
    if (found.isEmpty() || TikTokOrderJson.status(found.get()).equals("CANCELLED")) {
      return Report.REFUSED;
    }
    List<UnitLines.Unit> units = UnitLines.of(found.get());
    // What a run that died has already told is not told again.
    if (with(units, tracking).isPresent()) {
      return Report.TAKEN;
    }
    if (TikTokJson.flag(found.get(), "is_buyer_request_cancel")) {
      // TikTok takes no parcel while the buyer waits for an answer, and this parcel is the answer.
      answerCancel(seller, connection, order, CancelAnswer.ALREADY_SHIPPED);
    }
    Optional<UnitLines.Unit> renamed = parcel.reported().flatMap(old -> with(units, old));
    if (renamed.isPresent()) {
      return rename(seller, connection, order, found.get(), renamed.get(), tracking);
    }
    List<UnitLines.Unit> lines = UnitLines.inParcel(units, parcel.contents());
    if (lines.isEmpty()) {
      // The rest of a bundle whose line went with another parcel: there is nothing left to tell.
      boolean rest =
          units.stream()
              .anyMatch(unit -> unit.isBundle() && UnitLines.overlaps(unit, parcel.contents()));
      return rest ? Report.TAKEN : Report.REFUSED;
    }
    Optional<String> provider = provider(seller, connection, found.get());
    if (provider.isEmpty()) {
      return Report.REFUSED;
    }
    JsonObjectBuilder body =
        TikTokJson.JSON
            .createObjectBuilder()
            .add("tracking_number", tracking)
            .add("shipping_provider_id", provider.get())
            .add(
                "order_line_item_ids",
                TikTokJson.JSON.createArrayBuilder(
                    lines.stream().map(UnitLines.Unit::id).toList()));
    return taken(
            seller,
            connection,
            TikTokApi.Operation.change(
                "markShipped", SHIPPING + order.number() + "/packages", body.build()))
        ? Report.TAKEN
        : Report.REFUSED;
  }

  private Report rename(
      SellerId seller,
      ConnectionId connection,
      ChannelOrderId order,
      JsonObject json,
      UnitLines.Unit line,
      String tracking) {
    boolean late =
        line.shippedAt()
            .filter(at -> !clock.instant().isBefore(at.plus(CHANGES_WITHIN)))
            .isPresent();
    if (late) {
      return Report.TOO_LATE;
    }
    Optional<String> provider = provider(seller, connection, json);
    if (provider.isEmpty()) {
      return Report.REFUSED;
    }
    String path =
        line.packageId()
            .map(id -> "/fulfillment/202309/packages/" + id)
            .orElse(SHIPPING + order.number());
    JsonObject body =
        TikTokJson.JSON
            .createObjectBuilder()
            .add("tracking_number", tracking)
            .add("shipping_provider_id", provider.get())
            .build();
    return taken(
            seller,
            connection,
            TikTokApi.Operation.change("updateShipping", path + "/shipping_info/update", body))
        ? Report.TAKEN
        : Report.REFUSED;
  }

  private boolean taken(SellerId seller, ConnectionId connection, TikTokApi.Operation operation) {
    try {
      api.call(seller, connection, operation);
      return true;
    } catch (PlatformTrouble e) {
      if (e.kind() == PlatformTrouble.Kind.REFUSED) {
        return false;
      }
      throw e;
    }
  }

  private static Optional<UnitLines.Unit> with(List<UnitLines.Unit> units, String tracking) {
    return units.stream()
        .filter(unit -> unit.tracking().filter(tracking::equals).isPresent())
        .findFirst();
  }

  /**
   * The provider that stands for Amazon at this shop: what the connection says, else the one of
   * that name among those of the order's delivery option. TikTok's guide asks for Amazon whichever
   * carrier brings the parcel.
   */
  private Optional<String> provider(SellerId seller, ConnectionId connection, JsonObject order) {
    Optional<String> chosen =
        authorizations
            .usable(seller, connection)
            .flatMap(grant -> Optional.ofNullable(grant.details().get("provider")));
    Optional<String> option = TikTokJson.text(order, "delivery_option_id");
    if (chosen.isPresent() || option.isEmpty()) {
      return chosen;
    }
    JsonObject data =
        api.call(
            seller,
            connection,
            TikTokApi.Operation.get(
                "shippingProviders",
                "/logistics/202309/delivery_options/" + option.get() + "/shipping_providers",
                Map.of()));
    return TikTokJson.objects(data, "shipping_providers").stream()
        .filter(
            provider ->
                TikTokJson.text(provider, "name")
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("amazon"))
                    .isPresent())
        .findFirst()
        .flatMap(provider -> TikTokJson.text(provider, "id"));
  }

  @Override
  public boolean answerCancel(
      SellerId seller, ConnectionId connection, ChannelOrderId order, CancelAnswer answer) {
    JsonObject found =
        api.call(
            seller,
            connection,
            TikTokApi.Operation.search(
                "cancellations",
                CANCELLATIONS + "/search",
                Map.of("page_size", "20"),
                TikTokJson.JSON
                    .createObjectBuilder()
                    .add("order_ids", TikTokJson.JSON.createArrayBuilder().add(order.number()))
                    .build()));
    Optional<String> wish =
        TikTokJson.objects(found, "cancellations").stream()
            .filter(c -> TikTokJson.text(c, "order_id").filter(order.number()::equals).isPresent())
            .filter(
                c ->
                    c.getString("cancel_status", "")
                        .toUpperCase(Locale.ROOT)
                        .contains("REQUEST_PENDING"))
            .findFirst()
            .flatMap(c -> TikTokJson.text(c, "cancel_id"));
    if (wish.isEmpty()) {
      return false;
    }
    String path = CANCELLATIONS + "/" + wish.get();
    return switch (answer) {
      case AGREED ->
          taken(
              seller,
              connection,
              TikTokApi.Operation.change(
                  "approveCancellation",
                  path + "/approve",
                  TikTokJson.JSON.createObjectBuilder().build()));
      case ALREADY_SHIPPED ->
          taken(
              seller,
              connection,
              TikTokApi.Operation.change(
                  "rejectCancellation",
                  path + "/reject",
                  TikTokJson.JSON
                      .createObjectBuilder()
                      .add("reject_reason", reason(seller, connection, wish.get()))
                      .build()));
    };
  }

  /** TikTok lists the reasons that it takes; the one that says "shipped", else "packed". */
  private String reason(SellerId seller, ConnectionId connection, String wish) {
    JsonObject data =
        api.call(
            seller,
            connection,
            TikTokApi.Operation.get(
                "rejectReasons",
                "/return_refund/202309/reject_reasons",
                Map.of("return_or_cancel_id", wish)));
    List<String> names =
        TikTokJson.objects(data, "reasons").stream()
            .flatMap(reason -> TikTokJson.text(reason, "name").stream())
            .toList();
    for (String word : List.of("shipped", "packed", "")) {
      for (String name : names) {
        if (name.toLowerCase(Locale.ROOT).contains(word)) {
          return name;
        }
      }
    }
    throw new PlatformTrouble("tiktokshop.rejectReasons", PlatformTrouble.Kind.REFUSED);
  }
}
