package org.lockkeeper.compliance.rights;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;

/**
 * Gives a seller the own business data to take away: orders, lines, parcels and connections, with
 * no buyer and no secret in them. Nothing sealed is opened. The audit log has it first.
 */
@UseCase
public class DownloadOwnData {

  /** More orders than these, the newest, are not given at once. */
  public static final int MOST = 20_000;

  private static final int PAGE = 500;

  private final OrderBoard board;
  private final FindAuthorization authorizations;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public DownloadOwnData(
      OrderBoard board, FindAuthorization authorizations, AuditTrail audit, Clock clock) {
    this.board = board;
    this.authorizations = authorizations;
    this.audit = audit;
    this.clock = clock;
  }

  /** The seller's data, the newest orders first. */
  public Archive of(SellerId seller, Actor actor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    long all = board.count(seller, OrderBoard.Filter.ALL);
    Csv orders = new Csv();
    orders.line(
        List.of(
            "order",
            "connection",
            "channel",
            "label",
            "number",
            "placed",
            "received",
            "speed",
            "status",
            "fulfilment"));
    OrderTables tables = new OrderTables();
    Set<OrderId> given = new HashSet<>();
    for (int from = 0; from < MOST; from += PAGE) {
      List<Order.Snapshot> page =
          board.page(seller, OrderBoard.Filter.ALL, OrderBoard.Sort.RECEIVED, true, from, PAGE);
      for (Order.Snapshot order : page) {
        // An order that arrives meanwhile moves the others on by one.
        if (given.add(order.id())) {
          orders.line(cells(order));
          tables.add(order);
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    Csv about = new Csv();
    about.line(List.of("made", "orders", "orders in this file", "most orders in a file"));
    about.line(
        List.of(
            now.toString(),
            Long.toString(all),
            Integer.toString(given.size()),
            Integer.toString(MOST)));
    Map<String, Csv> files = new LinkedHashMap<>();
    files.put("about.csv", about);
    files.put("orders.csv", orders);
    files.put("lines.csv", tables.lines());
    files.put("parcels.csv", tables.parcels());
    files.put("connections.csv", connections(seller));
    Archive archive = Archive.of("lockkeeper-data", now, files);
    audit.recordFirst(
        seller,
        actor,
        "seller.exported",
        "seller:" + seller,
        Map.of("orders", Integer.toString(given.size()), "of", Long.toString(all)));
    return archive;
  }

  private static List<String> cells(Order.Snapshot order) {
    return List.of(
        order.id().toString(),
        order.connection().toString(),
        order.channelOrder().channel().value(),
        order.label(),
        order.channelOrder().number(),
        order.placedAt().toString(),
        order.receivedAt().toString(),
        order.speed().name(),
        OrderTables.status(order.progress()),
        order.progress().fulfilmentId().map(Object::toString).orElse(""));
  }

  private Csv connections(SellerId seller) {
    Csv table = new Csv();
    table.line(
        List.of(
            "connection", "platform", "account", "label", "standing", "since", "consent until"));
    for (Authorization.Snapshot grant : authorizations.all(seller)) {
      table.line(
          List.of(
              grant.id().toString(),
              grant.platform().value(),
              grant.account(),
              grant.label(),
              word(grant.standing()),
              grant.standing().since().toString(),
              grant.consentUntil().map(Object::toString).orElse("")));
    }
    return table;
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.Active a -> "ACTIVE";
      case Standing.Paused p -> "PAUSED";
      case Standing.Lapsed l -> "LAPSED";
      case Standing.Revoked r -> "ENDED";
    };
  }
}
