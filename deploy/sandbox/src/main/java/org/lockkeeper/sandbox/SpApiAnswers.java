package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Orders, parcels and stock as Amazon tells them: with the address that was sent, in lists too, and
 * with fields that no documentation has.
 */
final class SpApiAnswers {

  static final String MARKETPLACE = "ATVPDKIKX0DER";

  private SpApiAnswers() {}

  static ObjectNode order(AmazonOrder order) {
    JsonNode request = order.request();
    ObjectNode json = Json.object();
    json.put("sellerFulfillmentOrderId", order.id());
    json.put("marketplaceId", request.path("marketplaceId").asText(MARKETPLACE));
    json.put("displayableOrderId", request.path("displayableOrderId").asText().strip());
    json.put("displayableOrderDate", request.path("displayableOrderDate").asText());
    json.put("displayableOrderComment", request.path("displayableOrderComment").asText());
    json.put("shippingSpeedCategory", request.path("shippingSpeedCategory").asText());
    if (request.has("deliveryWindow")) {
      json.set("deliveryWindow", request.path("deliveryWindow"));
    }
    ObjectNode address = request.path("destinationAddress").deepCopy();
    address.put(
        "email", request.path("notificationEmails").path(0).asText("buyer@marketplace.example"));
    json.set("destinationAddress", address);
    json.put("fulfillmentAction", order.held() ? "Hold" : "Ship");
    json.put("fulfillmentPolicy", order.policy());
    json.put("receivedDate", order.receivedAt().toString());
    json.put("fulfillmentOrderStatus", order.status().word());
    json.put("statusUpdatedDate", order.updatedAt().toString());
    json.set(
        "notificationEmails",
        request.has("notificationEmails") ? request.path("notificationEmails") : Json.array());
    json.set(
        "featureConstraints",
        request.has("featureConstraints") ? request.path("featureConstraints") : Json.array());
    json.put("primeUpgraded", false);
    return json;
  }

  static ObjectNode wholeOrder(AmazonOrder order) {
    ObjectNode json = Json.object();
    json.set("fulfillmentOrder", order(order));
    ArrayNode items = json.putArray("fulfillmentOrderItems");
    for (AmazonOrder.Item item : order.items()) {
      items.add(item(order, item));
    }
    json.set("fulfillmentShipments", shipments(order));
    json.putArray("returnItems");
    json.putArray("returnAuthorizations");
    return json;
  }

  static ObjectNode tracking(AmazonOrder order, AmazonOrder.Parcel parcel) {
    ObjectNode where = place(order);
    ObjectNode json = Json.object();
    json.put("packageNumber", parcel.number());
    json.put("trackingNumber", parcel.tracking());
    json.put("customerTrackingLink", "https://tracking.example/" + parcel.tracking());
    json.put("carrierCode", parcel.carrier());
    json.put("carrierPhoneNumber", "+12085550199");
    json.put("carrierURL", "https://carrier.example");
    Instant shippedAt = parcel.shippedAt();
    if (shippedAt != null) {
      json.put("shipDate", shippedAt.toString());
    }
    json.put("estimatedArrivalDate", parcel.estimatedArrival().toString());
    json.set("shipToAddress", where);
    json.put("currentStatus", currentStatus(parcel));
    json.put("currentStatusDescription", description(parcel));
    if (parcel.place() == AmazonOrder.Place.DELIVERED) {
      json.put("signedForBy", order.request().path("destinationAddress").path("name").asText());
      json.put("additionalLocationInfo", "FRONT_DOOR");
    }
    ArrayNode events = json.putArray("trackingEvents");
    for (AmazonOrder.Sighting sighting : parcel.sightings()) {
      ObjectNode event = events.addObject();
      event.put("eventDate", sighting.at().toString());
      event.set("eventAddress", where);
      event.put("eventCode", sighting.code());
      event.put("eventDescription", sighting.description());
    }
    return json;
  }

  static ObjectNode preview(ObjectNode request, Map<String, Integer> stock, Instant now) {
    JsonNode asked = request.path("shippingSpeedCategories");
    List<String> speeds =
        asked.isEmpty()
            ? List.of("Standard", "Expedited", "Priority")
            : asked.valueStream().map(JsonNode::asText).toList();
    ArrayNode previews = Json.array();
    for (String speed : speeds) {
      previews.add(preview(request, stock, now, speed));
    }
    ObjectNode json = Json.object();
    json.set("fulfillmentPreviews", previews);
    return json;
  }

  static ObjectNode stock(
      Catalogue.Product product, int number, int quantity, boolean details, Instant now) {
    ObjectNode json = Json.object();
    json.put("asin", "B0SANDBX%02d".formatted(number));
    json.put("fnSku", "X00SANDB%02d".formatted(number));
    json.put("sellerSku", product.sku());
    json.put("condition", "NewItem");
    if (details) {
      ObjectNode counts = json.putObject("inventoryDetails");
      counts.put("fulfillableQuantity", quantity);
      counts.put("inboundWorkingQuantity", 0);
      counts.put("inboundShippedQuantity", 0);
      counts.put("inboundReceivingQuantity", 0);
      counts
          .putObject("reservedQuantity")
          .put("totalReservedQuantity", 0)
          .put("pendingCustomerOrderQuantity", 0)
          .put("pendingTransshipmentQuantity", 0)
          .put("fcProcessingQuantity", 0);
      counts.putObject("unfulfillableQuantity").put("totalUnfulfillableQuantity", 0);
    }
    json.put("lastUpdatedTime", now.toString());
    json.put("productName", product.title());
    json.put("totalQuantity", quantity);
    json.putArray("stores");
    return json;
  }

  /** The word for where a parcel is, as tracking says it. */
  static String currentStatus(AmazonOrder.Parcel parcel) {
    return switch (parcel.place()) {
      case PENDING -> "UNKNOWN";
      case IN_TRANSIT -> "IN_TRANSIT";
      case OUT_FOR_DELIVERY -> "OUT_FOR_DELIVERY";
      case DELIVERED -> "DELIVERED";
      case UNDELIVERABLE -> "UNDELIVERABLE";
      case RETURNED -> "RETURNED";
    };
  }

  private static String description(AmazonOrder.Parcel parcel) {
    return parcel.sightings().isEmpty() ? "" : parcel.sightings().getLast().description();
  }

  private static ObjectNode item(AmazonOrder order, AmazonOrder.Item item) {
    ObjectNode json =
        Json.object()
            .put("sellerSku", item.sku())
            .put("sellerFulfillmentOrderItemId", item.id())
            .put("quantity", item.quantity())
            .put("cancelledQuantity", item.cancelled())
            .put("unfulfillableQuantity", item.unfulfillable());
    for (JsonNode sent : order.request().path("items")) {
      if (sent.path("sellerFulfillmentOrderItemId").asText().equals(item.id())) {
        for (String echoed : List.of("giftMessage", "displayableComment", "perUnitDeclaredValue")) {
          if (sent.has(echoed)) {
            json.set(echoed, sent.path(echoed));
          }
        }
      }
    }
    if (!order.parcels().isEmpty()) {
      json.put("estimatedShipDate", order.updatedAt().toString());
      json.put("estimatedArrivalDate", order.parcels().getFirst().estimatedArrival().toString());
    }
    return json;
  }

  private static ArrayNode shipments(AmazonOrder order) {
    ArrayNode shipments = Json.array();
    for (String id :
        order.parcels().stream().map(AmazonOrder.Parcel::shipmentId).distinct().toList()) {
      List<AmazonOrder.Parcel> parcels =
          order.parcels().stream().filter(parcel -> parcel.shipmentId().equals(id)).toList();
      shipments.add(shipment(order, id, parcels));
    }
    return shipments;
  }

  private static ObjectNode shipment(
      AmazonOrder order, String id, List<AmazonOrder.Parcel> parcels) {
    boolean shipped =
        parcels.stream().allMatch(parcel -> parcel.place() != AmazonOrder.Place.PENDING);
    ObjectNode json = Json.object();
    json.put("amazonShipmentId", id);
    json.put("fulfillmentCenterId", parcels.getFirst().centre());
    json.put("fulfillmentShipmentStatus", shipped ? "SHIPPED" : "PENDING");
    Instant shippedAt = parcels.getFirst().shippedAt();
    json.put("shippingDate", (shippedAt == null ? order.updatedAt() : shippedAt).toString());
    json.put("estimatedArrivalDate", parcels.getFirst().estimatedArrival().toString());
    json.putArray("shippingNotes");
    ArrayNode items = json.putArray("fulfillmentShipmentItem");
    ArrayNode packages = json.putArray("fulfillmentShipmentPackage");
    for (AmazonOrder.Parcel parcel : parcels) {
      parcel
          .contents()
          .forEach(
              (itemId, quantity) ->
                  items
                      .addObject()
                      .put("sellerSku", sku(order, itemId))
                      .put("sellerFulfillmentOrderItemId", itemId)
                      .put("quantity", quantity)
                      .put("packageNumber", parcel.number()));
      packages
          .addObject()
          .put("packageNumber", parcel.number())
          .put("carrierCode", parcel.carrier())
          .put("trackingNumber", parcel.tracking())
          .put("amazonFulfillmentTrackingNumber", parcel.network())
          .put("estimatedArrivalDate", parcel.estimatedArrival().toString());
    }
    return json;
  }

  private static String sku(AmazonOrder order, String itemId) {
    return order.items().stream()
        .filter(item -> item.id().equals(itemId))
        .map(AmazonOrder.Item::sku)
        .findFirst()
        .orElse("");
  }

  private static ObjectNode place(AmazonOrder order) {
    JsonNode address = order.request().path("destinationAddress");
    return Json.object()
        .put("city", address.path("city").asText(""))
        .put("state", address.path("stateOrRegion").asText(""))
        .put("country", address.path("countryCode").asText(""));
  }

  private static ObjectNode preview(
      ObjectNode request, Map<String, Integer> stock, Instant now, String speed) {
    ObjectNode json = Json.object();
    json.put("shippingSpeedCategory", speed);
    json.put("isCODCapable", false);
    json.put("marketplaceId", request.path("marketplaceId").asText(MARKETPLACE));
    ArrayNode fulfillable = Json.array();
    ArrayNode unfulfillable = Json.array();
    int units = 0;
    for (JsonNode item : request.path("items")) {
      ObjectNode line =
          Json.object()
              .put("sellerSku", item.path("sellerSku").asText())
              .put("quantity", item.path("quantity").asInt())
              .put(
                  "sellerFulfillmentOrderItemId",
                  item.path("sellerFulfillmentOrderItemId").asText());
      if (stock.getOrDefault(item.path("sellerSku").asText(), 0) >= item.path("quantity").asInt()) {
        units += item.path("quantity").asInt();
        line.putObject("estimatedShippingWeight").put("unit", "POUNDS").put("value", "1.2");
        line.put("shippingWeightCalculationMethod", "Package");
        fulfillable.add(line);
      } else {
        line.putArray("itemUnfulfillableReasons").add("The warehouse has not enough of it.");
        unfulfillable.add(line);
      }
    }
    boolean all = unfulfillable.isEmpty();
    json.put("isFulfillable", all);
    if (all) {
      int days =
          switch (speed) {
            case "Expedited" -> 2;
            case "Priority" -> 1;
            default -> 5;
          };
      json.putObject("estimatedShippingWeight").put("unit", "POUNDS").put("value", "1.2");
      ArrayNode fees = json.putArray("estimatedFees");
      fee(fees, "FBAPerUnitFulfillmentFee", "%d.95".formatted(3 + units));
      fee(fees, "FBATransportationFee", "%d.50".formatted(6 - days));
      ObjectNode shipment = json.putArray("fulfillmentPreviewShipments").addObject();
      shipment.put("earliestShipDate", now.plus(Duration.ofHours(12)).toString());
      shipment.put("latestShipDate", now.plus(Duration.ofDays(1)).toString());
      shipment.put("earliestArrivalDate", now.plus(Duration.ofDays(days)).toString());
      shipment.put("latestArrivalDate", now.plus(Duration.ofDays(days + 1L)).toString());
      shipment.set("fulfillmentPreviewItems", fulfillable);
    } else {
      json.set("unfulfillablePreviewItems", unfulfillable);
      json.putArray("orderUnfulfillableReasons").add("Some items cannot be shipped.");
    }
    return json;
  }

  private static void fee(ArrayNode fees, String name, String value) {
    fees.addObject()
        .put("name", name)
        .putObject("amount")
        .put("currencyCode", "USD")
        .put("value", value);
  }
}
