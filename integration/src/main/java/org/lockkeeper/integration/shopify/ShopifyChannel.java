package org.lockkeeper.integration.shopify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.BuyerContact;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelEvent;
import org.lockkeeper.orders.ChannelOrder;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.SalesChannel;

/** Shopify as a sales channel. */
@ApplicationScoped
class ShopifyChannel implements SalesChannel {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final Set<String> PRIVACY =
      Set.of("customers/data_request", "customers/redact", "shop/redact");

  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private static final String ORDER_FIELDS =
      """
      id name createdAt updatedAt processedAt cancelledAt email phone
      shippingLine { title code }
      shippingAddress {
        name company address1 address2 city provinceCode zip countryCodeV2 phone
      }
      lineItems(first: 101) {
        nodes { id sku title unfulfilledQuantity requiresShipping }
      }
      fulfillmentOrders(first: 20) { nodes { id status } }
      """;

  private static final String ORDER =
      "query Order($id: ID!) { order(id: $id) { " + ORDER_FIELDS + " } }";

  private static final String CHANGED =
      """
      query Changed($query: String!, $first: Int!) {
        orders(first: $first, query: $query, sortKey: UPDATED_AT) { nodes { id updatedAt } }
      }
      """;

  private static final String OPEN_WORK =
      """
      query OpenWork($id: ID!) {
        order(id: $id) {
          fulfillments(first: 20) { id status trackingInfo { company number url } }
          fulfillmentOrders(first: 20) { nodes { id status } }
        }
      }
      """;

  private static final String FULFIL =
      """
      mutation Fulfil($fulfillment: FulfillmentInput!) {
        fulfillmentCreate(fulfillment: $fulfillment) {
          fulfillment { id }
          userErrors { field message }
        }
      }
      """;

  private static final String UPDATE_TRACKING =
      """
      mutation UpdateTracking($id: ID!, $tracking: FulfillmentTrackingInput!) {
        fulfillmentTrackingInfoUpdate(
          fulfillmentId: $id, notifyCustomer: false, trackingInfoInput: $tracking) {
          fulfillment { id }
          userErrors { field message }
        }
      }
      """;

  private final AppSecrets secrets;
  private final ShopifyAdmin admin;
  private final ShopifySubscriptions subscriptions;

  @Inject
  ShopifyChannel(AppSecrets secrets, ShopifyAdmin admin, ShopifySubscriptions subscriptions) {
    this.secrets = secrets;
    this.admin = admin;
    this.subscriptions = subscriptions;
  }

  @Override
  public ChannelName name() {
    return ShopifyOrderJson.SHOPIFY;
  }

  @Override
  public boolean isAuthentic(ChannelDelivery delivery) {
    byte[] said =
        delivery.header("X-Shopify-Hmac-Sha256").map(ShopifyChannel::decoded).orElse(new byte[0]);
    boolean right = false;
    for (byte[] digest : secrets.digests(delivery.body())) {
      right |= MessageDigest.isEqual(digest, said);
    }
    return right;
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  @Override
  public Head head(ChannelDelivery delivery) {
    return new Head(
        delivery
            .header("X-Shopify-Webhook-Id")
            .filter(id -> SAFE_ID.matcher(id).matches())
            .orElseThrow(() -> new UnreadableDelivery("no X-Shopify-Webhook-Id")),
        delivery
            .header("X-Shopify-Topic")
            .filter(topic -> topic.matches("[a-z_/]{3,80}"))
            .orElseThrow(() -> new UnreadableDelivery("no X-Shopify-Topic")),
        delivery
            .header("X-Shopify-Shop-Domain")
            .orElseThrow(() -> new UnreadableDelivery("no X-Shopify-Shop-Domain")));
  }

  @Override
  public ChannelEvent read(ChannelDelivery delivery) {
    try {
      return event(delivery);
    } catch (IllegalArgumentException | ClassCastException | ArithmeticException e) {
      throw new UnreadableDelivery("a field has an unexpected form");
    }
  }

  private ChannelEvent event(ChannelDelivery delivery) {
    String topic = delivery.header("X-Shopify-Topic").orElse("");
    return switch (topic) {
      case "orders/create" -> {
        ChannelOrder order = ShopifyOrderJson.fromWebhook(json(delivery));
        yield switch (order.standing()) {
          case OPEN, HELD -> new ChannelEvent.Ordered(order);
          case CHANNEL_SHIPS, CANCELLED, NOTHING_TO_SHIP -> new ChannelEvent.Changed(order.id());
        };
      }
      case "orders/updated", "orders/edited", "orders/cancelled" ->
          new ChannelEvent.Changed(orderId(ShopifyOrderJson.number(json(delivery), "id")));
      case "app/uninstalled" -> new ChannelEvent.Uninstalled();
      case "customers/redact" -> {
        JsonObject json = signedFor(delivery);
        yield new ChannelEvent.RedactRequested(orders(json, "orders_to_redact"), buyer(json));
      }
      case "shop/redact" -> {
        signedFor(delivery);
        yield new ChannelEvent.ShopRedactRequested();
      }
      case "customers/data_request" -> {
        JsonObject json = signedFor(delivery);
        yield new ChannelEvent.DataRequested(
            ShopifyOrderJson.object(json, "data_request")
                .map(wish -> ShopifyOrderJson.number(wish, "id"))
                .filter(id -> id.matches("[0-9]{1,20}"))
                .orElseThrow(() -> new UnreadableDelivery("a wish without a number")),
            orders(json, "orders_requested"));
      }
      default -> new ChannelEvent.Irrelevant();
    };
  }

  /** The shop that a privacy message speaks of is signed; the header beside it is not. */
  private static JsonObject signedFor(ChannelDelivery delivery) {
    JsonObject json = json(delivery);
    String said = delivery.header("X-Shopify-Shop-Domain").orElse("");
    if (!ShopifyOrderJson.text(json, "shop_domain").filter(said::equalsIgnoreCase).isPresent()) {
      throw new UnreadableDelivery("the body is for another shop than the header");
    }
    return json;
  }

  private ChannelOrderId orderId(String number) {
    try {
      return new ChannelOrderId(name(), number);
    } catch (IllegalArgumentException e) {
      throw new UnreadableDelivery("an order's id has an unexpected form");
    }
  }

  private List<ChannelOrderId> orders(JsonObject json, String field) {
    List<ChannelOrderId> ids = new ArrayList<>();
    if (json.get(field) instanceof jakarta.json.JsonArray array) {
      for (JsonValue value : array) {
        ids.add(orderId(value.toString().replace("\"", "")));
      }
    }
    return ids;
  }

  /** Only what names one person: a number without its country is that of many. */
  private static BuyerContact buyer(JsonObject json) {
    return ShopifyOrderJson.object(json, "customer")
        .map(
            customer ->
                new BuyerContact(
                    ShopifyOrderJson.text(customer, "email").filter(text -> text.contains("@")),
                    ShopifyOrderJson.text(customer, "phone").filter(text -> text.startsWith("+"))))
        .orElse(BuyerContact.NONE);
  }

  private static JsonObject json(ChannelDelivery delivery) {
    try (JsonReader reader =
        JSON.createReaderFactory(Map.of("org.eclipse.parsson.maxDepth", 64))
            .createReader(new ByteArrayInputStream(delivery.body()))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Not only JsonException: "nested too deep" has no type of its own.
      throw new UnreadableDelivery("not a JSON object");
    }
  }

  @Override
  public Optional<ChannelOrder> fetch(
      SellerId seller, ConnectionId connection, ChannelOrderId order) {
    JsonObject data = admin.call(seller, connection, "order", ORDER, variables(gid(order)), false);
    try {
      return ShopifyOrderJson.object(data, "order").map(ShopifyOrderJson::fromGraphql);
    } catch (UnreadableDelivery | ClassCastException | NullPointerException e) {
      throw new PlatformTrouble("shopify.order", PlatformTrouble.Kind.REFUSED);
    }
  }

  /** Shopify's own rules name one address for all shops for these (R-61). */
  @Override
  public boolean mayComeUnaddressed(ChannelDelivery delivery) {
    return delivery.header("X-Shopify-Topic").filter(PRIVACY::contains).isPresent();
  }

  @Override
  public boolean listens(SellerId seller, ConnectionId connection, Predicate<URI> ours) {
    return subscriptions.complete(seller, connection, ours);
  }

  @Override
  public void listen(SellerId seller, ConnectionId connection, URI address) {
    subscriptions.to(seller, connection, address);
  }

  @Override
  public List<Changed> changedSince(
      SellerId seller, ConnectionId connection, Instant since, int limit) {
    JsonObject data =
        admin.call(
            seller,
            connection,
            "orders",
            CHANGED,
            JSON.createObjectBuilder()
                .add("query", "updated_at:>='" + since.truncatedTo(ChronoUnit.SECONDS) + "'")
                .add("first", limit)
                .build(),
            false);
    return ShopifyOrderJson.nodes(data, "orders").stream()
        .map(
            node ->
                new Changed(
                    new ChannelOrderId(name(), ShopifyOrderJson.lastPart(node.getString("id"))),
                    OffsetDateTime.parse(node.getString("updatedAt")).toInstant()))
        .toList();
  }

  @Override
  public Report reportParcel(
      SellerId seller, ConnectionId connection, ChannelOrderId order, Parcel parcel) {
    String tracking = parcel.tracking().orElseThrow();
    JsonObject found =
        admin.call(seller, connection, "openWork", OPEN_WORK, variables(gid(order)), false);
    Optional<JsonObject> work = ShopifyOrderJson.object(found, "order");
    if (work.isEmpty()) {
      return Report.REFUSED;
    }
    // What a run that died has already told is not told again.
    Optional<JsonObject> told = fulfilmentWith(work.get(), tracking);
    if (told.isPresent()) {
      return Report.TAKEN;
    }
    JsonObject trackingInfo =
        JSON.createObjectBuilder().add("company", carrier(parcel)).add("number", tracking).build();
    Optional<JsonObject> renamed =
        parcel.reported().flatMap(old -> fulfilmentWith(work.get(), old));
    if (renamed.isPresent()) {
      JsonObject answer =
          admin.call(
              seller,
              connection,
              "fulfillmentTrackingInfoUpdate",
              UPDATE_TRACKING,
              JSON.createObjectBuilder()
                  .add("id", renamed.get().getString("id"))
                  .add("tracking", trackingInfo)
                  .build(),
              true);
      return taken(answer, "fulfillmentTrackingInfoUpdate");
    }
    JsonArrayBuilder open = JSON.createArrayBuilder();
    boolean any = false;
    for (JsonObject node : ShopifyOrderJson.nodes(work.get(), "fulfillmentOrders")) {
      String status = node.getString("status", "");
      if ("OPEN".equals(status) || "IN_PROGRESS".equals(status)) {
        open.add(JSON.createObjectBuilder().add("fulfillmentOrderId", node.getString("id")));
        any = true;
        break;
      }
    }
    if (!any) {
      // A second parcel of an order that the shop holds for fulfilled: its number is added there.
      return addToLast(seller, connection, work.get(), trackingInfo);
    }
    JsonObject answer =
        admin.call(
            seller,
            connection,
            "fulfillmentCreate",
            FULFIL,
            JSON.createObjectBuilder()
                .add(
                    "fulfillment",
                    JSON.createObjectBuilder()
                        .add("lineItemsByFulfillmentOrder", open)
                        .add("notifyCustomer", true)
                        .add("trackingInfo", trackingInfo))
                .build(),
            true);
    return taken(answer, "fulfillmentCreate");
  }

  private Report addToLast(
      SellerId seller, ConnectionId connection, JsonObject work, JsonObject trackingInfo) {
    List<JsonObject> fulfilments = ShopifyOrderJson.objects(work, "fulfillments");
    if (fulfilments.isEmpty()) {
      return Report.REFUSED;
    }
    JsonObject last = fulfilments.getLast();
    JsonArrayBuilder numbers = JSON.createArrayBuilder();
    for (JsonObject info : ShopifyOrderJson.objects(last, "trackingInfo")) {
      ShopifyOrderJson.text(info, "number").ifPresent(numbers::add);
    }
    numbers.add(trackingInfo.getString("number"));
    JsonObjectBuilder all =
        JSON.createObjectBuilder()
            .add("company", trackingInfo.getString("company"))
            .add("numbers", numbers);
    JsonObject answer =
        admin.call(
            seller,
            connection,
            "fulfillmentTrackingInfoUpdate",
            UPDATE_TRACKING,
            JSON.createObjectBuilder().add("id", last.getString("id")).add("tracking", all).build(),
            true);
    return taken(answer, "fulfillmentTrackingInfoUpdate");
  }

  private static Optional<JsonObject> fulfilmentWith(JsonObject order, String tracking) {
    return ShopifyOrderJson.objects(order, "fulfillments").stream()
        .filter(
            fulfilment ->
                ShopifyOrderJson.objects(fulfilment, "trackingInfo").stream()
                    .anyMatch(info -> tracking.equals(info.getString("number", ""))))
        .findFirst();
  }

  /**
   * Errors of the user come in a 200; their text may repeat what was sent, so only their being is
   * used.
   */
  private static Report taken(JsonObject data, String mutation) {
    return ShopifyOrderJson.object(data, mutation)
        .filter(payload -> ShopifyOrderJson.objects(payload, "userErrors").isEmpty())
        .map(payload -> Report.TAKEN)
        .orElse(Report.REFUSED);
  }

  /** Amazon's own carrier is known at Shopify by its name; other codes are passed on. */
  private static String carrier(Parcel parcel) {
    String code = parcel.carrier().orElse("Amazon");
    return code.toUpperCase(java.util.Locale.ROOT).startsWith("AMZN") ? "Amazon" : code;
  }

  private static String gid(ChannelOrderId order) {
    return "gid://shopify/Order/" + order.number();
  }

  private static JsonObject variables(String id) {
    return JSON.createObjectBuilder().add("id", id).build();
  }
}
