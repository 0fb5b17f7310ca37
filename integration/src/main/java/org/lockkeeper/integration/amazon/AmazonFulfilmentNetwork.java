package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.text.Normalizer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.FulfilmentNetwork;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.ShippingSpeed;

/** Multi-Channel Fulfillment through Fulfillment Outbound 2020-07-01. */
@ApplicationScoped
class AmazonFulfilmentNetwork implements FulfilmentNetwork {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String ORDERS = "/fba/outbound/2020-07-01/fulfillmentOrders";

  /** Required by Amazon and printed on paper, so it says nothing about anybody. */
  private static final String COMMENT = "Thank you for your order.";

  private static final int MOST_LINES = 100;
  private static final int MOST_UNITS = 250;
  private static final int LONGEST_SKU = 50;

  private final SpApi api;
  private final Stock stock;

  @Inject
  AmazonFulfilmentNetwork(SpApi api, Stock stock) {
    this.api = api;
    this.stock = stock;
  }

  @Override
  public Preview preview(SellerId seller, Shipment shipment) {
    Optional<JsonObject> address = AmazonAddress.of(shipment.recipient());
    if (address.isEmpty()) {
      return impossible(ExceptionClass.ADDRESS_INVALID);
    }
    Map<String, Integer> wanted = unitsBySku(shipment.lines());
    int units = wanted.values().stream().mapToInt(Integer::intValue).sum();
    if (shipment.lines().size() > MOST_LINES || units > MOST_UNITS) {
      return impossible(ExceptionClass.REFUSED_BY_AMAZON, "lines-or-units");
    }
    List<String> odd =
        wanted.keySet().stream()
            .filter(sku -> sku.isBlank() || sku.length() > LONGEST_SKU)
            .toList();
    if (!odd.isEmpty()) {
      return impossible(ExceptionClass.UNMAPPED_SKU, String.join(", ", odd));
    }
    Map<String, Integer> known = stock.of(seller, wanted.keySet());
    List<String> unknown = wanted.keySet().stream().filter(sku -> !known.containsKey(sku)).toList();
    if (!unknown.isEmpty()) {
      return impossible(ExceptionClass.UNMAPPED_SKU, String.join(", ", unknown));
    }
    JsonObject body =
        JSON.createObjectBuilder()
            .add("marketplaceId", api.marketplace(seller, SpApi.Operation.PREVIEW))
            .add("address", address.get())
            .add("items", items(shipment.lines()))
            .add("shippingSpeedCategories", JSON.createArrayBuilder().add(word(shipment.speed())))
            .build();
    return switch (api.call(
        seller, SpApi.Operation.PREVIEW, "POST", ORDERS + "/preview", Optional.of(body))) {
      case SpApi.Answer.Ok ok -> preview(ok.body(), shipment.speed(), wanted, known);
      case SpApi.Answer.NotFound n -> impossible(ExceptionClass.REFUSED_BY_AMAZON);
      case SpApi.Answer.Refused r -> impossible(ExceptionClass.REFUSED_BY_AMAZON, r.code());
    };
  }

  private static Preview preview(
      JsonObject body,
      ShippingSpeed speed,
      Map<String, Integer> wanted,
      Map<String, Integer> known) {
    Optional<JsonObject> preview =
        objects(object(body, "payload"), "fulfillmentPreviews").stream()
            .filter(p -> word(speed).equals(p.getString("shippingSpeedCategory", "")))
            .findFirst();
    if (preview.isEmpty()) {
      return impossible(ExceptionClass.SPEED_NOT_OFFERED);
    }
    if (!preview.get().getBoolean("isFulfillable", false)) {
      List<String> lacking =
          wanted.entrySet().stream()
              .filter(e -> known.getOrDefault(e.getKey(), 0) < e.getValue())
              .map(Map.Entry::getKey)
              .toList();
      List<String> refused =
          objects(preview.get(), "unfulfillablePreviewItems").stream()
              .map(item -> item.getString("sellerSku", ""))
              .filter(sku -> !sku.isEmpty())
              .toList();
      if (!lacking.isEmpty()) {
        return impossible(ExceptionClass.NO_FBA_STOCK, String.join(", ", lacking));
      }
      return refused.isEmpty()
          ? impossible(ExceptionClass.SPEED_NOT_OFFERED)
          : impossible(ExceptionClass.ITEM_NOT_ELIGIBLE, String.join(", ", refused));
    }
    List<JsonObject> shipments = objects(preview.get(), "fulfillmentPreviewShipments");
    return new Preview.Possible(
        shipments.stream()
            .flatMap(s -> instant(s, "earliestArrivalDate").stream())
            .min(Comparator.naturalOrder()),
        shipments.stream()
            .flatMap(s -> instant(s, "latestArrivalDate").stream())
            .max(Comparator.naturalOrder()),
        fee(preview.get()));
  }

  private static Optional<String> fee(JsonObject preview) {
    java.math.BigDecimal sum = java.math.BigDecimal.ZERO;
    String currency = "";
    for (JsonObject fee : objects(preview, "estimatedFees")) {
      JsonObject amount = object(fee, "amount");
      currency = amount.getString("currencyCode", currency);
      try {
        sum = sum.add(new java.math.BigDecimal(amount.getString("value", "0")));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return currency.isEmpty()
        ? Optional.empty()
        : Optional.of(sum.toPlainString() + " " + currency);
  }

  @Override
  public Placement place(SellerId seller, Shipment shipment) {
    Optional<JsonObject> address = AmazonAddress.of(shipment.recipient());
    if (address.isEmpty()) {
      return new Placement.Refused(ExceptionClass.ADDRESS_INVALID, Optional.empty());
    }
    JsonObject body =
        JSON.createObjectBuilder()
            .add("marketplaceId", api.marketplace(seller, SpApi.Operation.CREATE))
            .add("sellerFulfillmentOrderId", shipment.id().value())
            .add("displayableOrderId", displayable(shipment))
            .add(
                "displayableOrderDate",
                shipment.placedAt().truncatedTo(ChronoUnit.SECONDS).toString())
            .add("displayableOrderComment", COMMENT)
            .add("shippingSpeedCategory", word(shipment.speed()))
            .add("fulfillmentAction", "Ship")
            .add("fulfillmentPolicy", "FillOrKill")
            .add("destinationAddress", address.get())
            .add("items", items(shipment.lines()))
            .build();
    return switch (api.call(seller, SpApi.Operation.CREATE, "POST", ORDERS, Optional.of(body))) {
      case SpApi.Answer.Ok ok -> new Placement.Accepted();
      case SpApi.Answer.NotFound n -> refused("not-found");
      // A second create of the same id is refused; what counts is whether it is there.
      case SpApi.Answer.Refused r ->
          find(seller, shipment.id()).isPresent() ? new Placement.Accepted() : refused(r.code());
    };
  }

  private static Placement refused(String code) {
    return new Placement.Refused(ExceptionClass.REFUSED_BY_AMAZON, Optional.of(code));
  }

  /** What the seller calls the order, in the characters Amazon prints. */
  private static String displayable(Shipment shipment) {
    String plain =
        Normalizer.normalize(shipment.label(), Normalizer.Form.NFKD)
            .replaceAll("[^A-Za-z0-9#_. -]", "")
            .replaceAll("\\s+", " ")
            .strip();
    return plain.isEmpty() ? shipment.id().value() : plain;
  }

  @Override
  public Optional<Standing> find(SellerId seller, FulfilmentId id) {
    return standing(
        api.call(seller, SpApi.Operation.GET, "GET", ORDERS + "/" + id.value(), Optional.empty()));
  }

  @Override
  public Optional<Standing> watch(SellerId seller, FulfilmentId id) {
    return standing(api.look(seller, SpApi.Operation.GET, ORDERS + "/" + id.value()));
  }

  private static Optional<Standing> standing(SpApi.Answer answer) {
    return switch (answer) {
      case SpApi.Answer.Ok ok -> Optional.of(standing(object(ok.body(), "payload")));
      case SpApi.Answer.NotFound n -> Optional.empty();
      case SpApi.Answer.Refused r ->
          throw new PlatformTrouble(SpApi.Operation.GET.text(), PlatformTrouble.Kind.REFUSED);
    };
  }

  /** Reads status, times, carriers and numbers; the address stands beside them and is not read. */
  private static Standing standing(JsonObject payload) {
    JsonObject order = object(payload, "fulfillmentOrder");
    String status = order.getString("fulfillmentOrderStatus", "");
    if (status.isEmpty()) {
      // An answer that says nothing is no sign that the order is there.
      throw new PlatformTrouble(SpApi.Operation.GET.text(), PlatformTrouble.Kind.UNAVAILABLE);
    }
    Standing.State state =
        switch (status) {
          case "Complete", "CompletePartialled" -> Standing.State.ALL_SHIPPED;
          case "Cancelled" -> Standing.State.CANCELLED;
          case "Unfulfillable", "Invalid" -> Standing.State.UNFULFILLABLE;
          default -> Standing.State.IN_WORK;
        };
    List<Parcel> parcels = new ArrayList<>();
    for (JsonObject shipment : objects(payload, "fulfillmentShipments")) {
      Parcel.Status now =
          switch (shipment.getString("fulfillmentShipmentStatus", "")) {
            case "SHIPPED" -> Parcel.Status.IN_TRANSIT;
            case "CANCELLED_BY_FULFILLER", "CANCELLED_BY_SELLER" -> Parcel.Status.CANCELLED;
            default -> Parcel.Status.PLANNED;
          };
      for (JsonObject parcel : objects(shipment, "fulfillmentShipmentPackage")) {
        parcels.add(
            new Parcel(
                parcel.getInt("packageNumber"),
                text(parcel, "carrierCode"),
                text(parcel, "trackingNumber"),
                now,
                Optional.empty(),
                Optional.empty(),
                contents(shipment, parcel.getInt("packageNumber"))));
      }
    }
    return new Standing(state, instant(order, "statusUpdatedDate").orElse(Instant.EPOCH), parcels);
  }

  /** What of a shipment is in one of its packages. */
  private static Map<String, Integer> contents(JsonObject shipment, int packageNumber) {
    Map<String, Integer> units = new TreeMap<>();
    for (JsonObject item : objects(shipment, "fulfillmentShipmentItem")) {
      int quantity = item.getInt("quantity", 0);
      if (item.getInt("packageNumber", 0) == packageNumber && quantity > 0) {
        text(item, "sellerSku").ifPresent(sku -> units.merge(sku, quantity, Integer::sum));
      }
    }
    return units;
  }

  @Override
  public Track track(SellerId seller, int parcelNumber) {
    SpApi.Answer answer =
        api.call(
            seller,
            SpApi.Operation.TRACK,
            "GET",
            "/fba/outbound/2020-07-01/tracking?packageNumber=" + parcelNumber,
            Optional.empty());
    return switch (answer) {
      case SpApi.Answer.Ok ok -> track(object(ok.body(), "payload"));
      // Amazon knows the parcel before its tracking knows it.
      case SpApi.Answer.NotFound n -> new Track(Parcel.Status.IN_TRANSIT, Optional.empty());
      case SpApi.Answer.Refused r -> new Track(Parcel.Status.IN_TRANSIT, Optional.empty());
    };
  }

  private static Track track(JsonObject payload) {
    String current = payload.getString("currentStatus", "");
    Optional<Instant> delivered = lastEvent(payload, List.of("EVENT_301", "EVENT_801"));
    Optional<Instant> returned = lastEvent(payload, List.of("EVENT_309"));
    Optional<Instant> any = lastEvent(payload, List.of());
    if ("DELIVERED".equals(current) || (delivered.isPresent() && returned.isEmpty())) {
      return new Track(Parcel.Status.DELIVERED, delivered.or(() -> any));
    }
    return switch (current) {
      case "RETURNED", "UNDELIVERABLE", "RETURN_RECEIVED_IN_FC" ->
          new Track(Parcel.Status.RETURNED, returned.or(() -> any));
      // Amazon pays for what it has given up.
      case "REFUND_ISSUED" -> new Track(Parcel.Status.LOST, any);
      default -> new Track(Parcel.Status.IN_TRANSIT, Optional.empty());
    };
  }

  private static Optional<Instant> lastEvent(JsonObject payload, List<String> codes) {
    return objects(payload, "trackingEvents").stream()
        .filter(e -> codes.isEmpty() || codes.contains(e.getString("eventCode", "")))
        .flatMap(e -> instant(e, "eventDate").stream())
        .max(Comparator.naturalOrder());
  }

  @Override
  public CancelAnswer cancel(SellerId seller, FulfilmentId id) {
    SpApi.Answer answer =
        api.call(
            seller,
            SpApi.Operation.CANCEL,
            "PUT",
            ORDERS + "/" + id.value() + "/cancel",
            Optional.empty());
    return switch (answer) {
      case SpApi.Answer.Ok ok -> CancelAnswer.CANCELLED;
      case SpApi.Answer.NotFound n -> CancelAnswer.CANCELLED;
      case SpApi.Answer.Refused r ->
          find(seller, id).filter(s -> s.state() == Standing.State.CANCELLED).isPresent()
              ? CancelAnswer.CANCELLED
              : CancelAnswer.TOO_LATE;
    };
  }

  private static Map<String, Integer> unitsBySku(List<OrderLine> lines) {
    Map<String, Integer> units = new TreeMap<>();
    for (OrderLine line : lines) {
      units.merge(line.sku(), line.quantity(), Integer::sum);
    }
    return units;
  }

  private static JsonArray items(List<OrderLine> lines) {
    JsonArrayBuilder items = JSON.createArrayBuilder();
    for (OrderLine line : lines) {
      items.add(
          JSON.createObjectBuilder()
              .add("sellerSku", line.sku())
              .add("sellerFulfillmentOrderItemId", line.channelLineId())
              .add("quantity", line.quantity()));
    }
    return items.build();
  }

  private static String word(ShippingSpeed speed) {
    return switch (speed) {
      case STANDARD -> "Standard";
      case EXPEDITED -> "Expedited";
      case PRIORITY -> "Priority";
    };
  }

  private static Preview impossible(ExceptionClass cause) {
    return new Preview.Impossible(cause, Optional.empty());
  }

  private static Preview impossible(ExceptionClass cause, String detail) {
    return new Preview.Impossible(cause, Optional.of(detail));
  }

  private static JsonObject object(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.get(name) instanceof JsonArray array
        ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.of(json.getString(name, "")).filter(text -> !text.isBlank());
  }

  private static Optional<Instant> instant(JsonObject json, String name) {
    try {
      return text(json, name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
