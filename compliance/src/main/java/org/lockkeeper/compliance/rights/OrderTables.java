package org.lockkeeper.compliance.rights;

import java.util.List;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Progress;

/** Lines and parcels of orders as tables; nothing of a buyer. */
public final class OrderTables {

  private final Csv lines = new Csv();
  private final Csv parcels = new Csv();

  OrderTables() {
    lines.line(List.of("order", "line", "sku", "title", "quantity"));
    parcels.line(List.of("order", "parcel", "carrier", "tracking", "status", "settled"));
  }

  void add(Order.Snapshot order) {
    String id = order.id().toString();
    for (OrderLine line : order.lines()) {
      lines.line(
          List.of(
              id,
              line.channelLineId(),
              line.sku(),
              line.title(),
              Integer.toString(line.quantity())));
    }
    for (Parcel parcel : order.parcels()) {
      parcels.line(
          List.of(
              id,
              Integer.toString(parcel.number()),
              parcel.carrier().orElse(""),
              parcel.tracking().orElse(""),
              parcel.status().name(),
              parcel.settledAt().map(Object::toString).orElse("")));
    }
  }

  Csv lines() {
    return lines;
  }

  Csv parcels() {
    return parcels;
  }

  /** How far an order has come, in the word of the screens. */
  public static String status(Progress progress) {
    return switch (progress) {
      case Progress.Received r -> "RECEIVED";
      case Progress.Placing p -> "RECEIVED";
      case Progress.Routed r -> "ROUTED";
      case Progress.Shipped s -> "SHIPPED";
      case Progress.Delivered d -> "DELIVERED";
      case Progress.Cancelled c -> "CANCELLED";
      case Progress.Lost l -> "LOST";
      case Progress.Returned r -> "RETURNED";
      case Progress.Unfollowed u -> "UNFOLLOWED";
    };
  }
}
