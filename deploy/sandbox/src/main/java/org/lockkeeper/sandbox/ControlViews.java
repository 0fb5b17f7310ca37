package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Things as the control API and the page show them. */
final class ControlViews {

  private ControlViews() {}

  static ObjectNode placed(ShopDesk.Placed placed) {
    ObjectNode json =
        Json.object().put("id", placed.order().id()).put("name", placed.order().name());
    Delivery delivery = placed.delivery();
    json.put("webhookId", delivery == null ? null : delivery.webhookId());
    json.put("eventId", delivery == null ? null : delivery.eventId());
    return json;
  }

  static ObjectNode order(ShopOrder order) {
    ObjectNode json =
        Json.object()
            .put("id", order.id())
            .put("shop", order.shop())
            .put("name", order.name())
            .put("createdAt", order.createdAt().toString())
            .put("updatedAt", order.updatedAt().toString())
            .put("cancelled", order.isCancelled())
            .put("fulfillmentStatus", order.displayFulfillmentStatus());
    ArrayNode lines = json.putArray("lines");
    for (ShopOrder.Line line : order.lines()) {
      lines
          .addObject()
          .put("sku", line.sku())
          .put("quantity", line.current())
          .put("fulfilled", line.fulfilled());
    }
    ArrayNode fulfillments = json.putArray("fulfillments");
    for (ShopOrder.Fulfillment made : order.fulfillments()) {
      ObjectNode view =
          fulfillments
              .addObject()
              .put("id", made.id())
              .put("units", made.parts().stream().mapToInt(ShopOrder.Part::quantity).sum());
      view.set("tracking", Json.tree(made.tracking()));
      view.set("events", Json.tree(made.steps().stream().map(ShopOrder.Step::status).toList()));
    }
    return json;
  }

  static ObjectNode orderWithBuyer(ShopOrder order) {
    ObjectNode json = order(order);
    json.set("buyer", Json.tree(order.buyer()));
    return json;
  }

  static ObjectNode delivery(Delivery delivery) {
    return Json.object()
        .put("id", delivery.id())
        .put("shop", delivery.shop())
        .put("topic", delivery.topic())
        .put("orderId", delivery.orderId())
        .put("orderName", delivery.orderName())
        .put("webhookId", delivery.webhookId())
        .put("eventId", delivery.eventId())
        .put("triggeredAt", delivery.triggeredAt().toString())
        .put("state", delivery.state().name())
        .put("tries", delivery.tries())
        .put("lastStatus", delivery.lastStatus())
        .put("lastError", delivery.lastError())
        .put("nextTryAt", delivery.nextTryAt() == null ? null : delivery.nextTryAt().toString());
  }

  static ArrayNode deliveries(List<Delivery> deliveries) {
    ArrayNode json = Json.array();
    deliveries.forEach(delivery -> json.add(delivery(delivery)));
    return json;
  }

  static ObjectNode fulfilmentOrder(AmazonOrder order, World.Creates creates) {
    ObjectNode json =
        Json.object()
            .put("seller", order.seller())
            .put("id", order.id())
            .put("displayableOrderId", order.request().path("displayableOrderId").asText())
            .put("status", order.status().word())
            .put("held", order.held())
            .put("settled", order.isSettled())
            .put("receivedAt", order.receivedAt().toString())
            .put("updatedAt", order.updatedAt().toString())
            .put("createCalls", creates.calls())
            .put("acceptedCreates", creates.accepted());
    ArrayNode items = json.putArray("items");
    for (AmazonOrder.Item item : order.items()) {
      items
          .addObject()
          .put("id", item.id())
          .put("sku", item.sku())
          .put("quantity", item.quantity())
          .put("cancelled", item.cancelled())
          .put("unfulfillable", item.unfulfillable())
          .put("missing", item.missing());
    }
    ArrayNode shipments = json.putArray("shipments");
    for (AmazonOrder.Parcel parcel : order.parcels()) {
      ObjectNode view =
          shipments
              .addObject()
              .put("packageNumber", parcel.number())
              .put("amazonShipmentId", parcel.shipmentId())
              .put("carrierCode", parcel.carrier())
              .put("trackingNumber", parcel.tracking())
              .put("state", parcel.place().name())
              .put("currentStatus", SpApiAnswers.currentStatus(parcel))
              .put("deliveryLost", parcel.lost());
      view.set("contents", Json.tree(parcel.contents()));
    }
    return json;
  }

  static ObjectNode stream(Background.Stream stream) {
    return Json.object()
        .put("stream", stream.id())
        .put("shop", stream.shop())
        .put("perSecond", stream.perSecond())
        .put("count", stream.wanted())
        .put("placed", stream.placed().get());
  }

  /** Without the bodies: they hold addresses. */
  static ObjectNode invalid(Exchanges.Exchange exchange) {
    return Json.object()
        .put("id", exchange.id())
        .put("platform", exchange.platform().word())
        .put("operation", exchange.operation())
        .put("seller", exchange.seller())
        .put("at", exchange.at().toString())
        .put("method", exchange.method())
        .put("path", exchange.path())
        .put("status", exchange.status())
        .put("invalid", exchange.invalid());
  }
}
