package org.lockkeeper.compliance.exports;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.compliance.rights.OrderTables;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.retention.BuyerRetention;

/**
 * A list of orders as it grows into a file. Nothing sealed is opened for it, and no column is of a
 * buyer. Its first line says who has it, why, and that it is confidential; each line ends with the
 * id of the export, so that a part of it tells as well where it is from.
 */
final class OrdersFile {

  private final Export export;
  private final Account who;
  private final Csv rows = new Csv();
  private final Set<OrderId> given = new HashSet<>();

  OrdersFile(Export export, Account who) {
    this.export = export;
    this.who = who;
    rows.line(
        List.of(
            "order",
            "channel",
            "number",
            "placed",
            "received",
            "status",
            "waits for",
            "speed",
            "items",
            "units",
            "fulfilment",
            "carrier",
            "tracking",
            "parcels",
            "buyer",
            "buyer until",
            "export"));
  }

  int size() {
    return given.size();
  }

  /** Adds those that are not in it yet: an order that arrives meanwhile moves the others on. */
  void add(List<Order.Snapshot> orders, Map<OrderId, BuyerRetention> ends) {
    for (Order.Snapshot order : orders) {
      if (given.add(order.id())) {
        rows.line(cells(order, Optional.ofNullable(ends.get(order.id()))));
      }
    }
  }

  private List<String> cells(Order.Snapshot order, Optional<BuyerRetention> end) {
    Optional<Parcel> parcel =
        order.parcels().stream().filter(one -> one.tracking().isPresent()).findFirst();
    return List.of(
        order.label(),
        order.channelOrder().channel().value(),
        order.channelOrder().number(),
        order.placedAt().toString(),
        order.receivedAt().toString(),
        OrderTables.status(order.progress()),
        order.trouble().map(trouble -> trouble.cause().name()).orElse(""),
        order.speed().name(),
        Integer.toString(order.lines().size()),
        Integer.toString(order.units()),
        order.progress().fulfilmentId().map(Object::toString).orElse(""),
        parcel.flatMap(Parcel::carrier).orElse(""),
        parcel.flatMap(Parcel::tracking).orElse(""),
        Integer.toString(order.parcels().size()),
        buyer(order.recipient()),
        end.filter(r -> r.endedAt().isEmpty()).map(r -> r.endsAt().toString()).orElse(""),
        export.id().toString());
  }

  private static String buyer(Recipient recipient) {
    return switch (recipient) {
      case Recipient.Sealed held -> "sealed";
      case Recipient.Stripped gone -> "stripped on " + gone.at();
      case Recipient.Withheld none -> "never given by the channel";
    };
  }

  /** The whole file in UTF-8. */
  byte[] bytes(Instant now) {
    Csv whole = new Csv();
    whole.line(
        List.of(
            "Lockkeeper orders, confidential",
            "made for " + who.displayName() + " (" + who.actor().text() + ")",
            "at " + now.truncatedTo(ChronoUnit.SECONDS),
            "export " + export.id(),
            "for " + export.reason() + ": " + export.note(),
            given.size() + " orders",
            "filters: " + String.join(" ", Selections.narrowed(export.what()))));
    whole.append(rows);
    return whole.toString().getBytes(StandardCharsets.UTF_8);
  }
}
