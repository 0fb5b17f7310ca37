package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.encryption.FindByRecipient;
import org.lockkeeper.compliance.encryption.Search;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Recipient;

/** The steps of a search under the seller in whose orders is searched. */
@UseCase
public class FindSteps {

  private static final int MOST = 25;

  private final OrderBoard board;
  private final FindByRecipient recipients;

  @Inject
  public FindSteps(OrderBoard board, FindByRecipient recipients) {
    this.board = board;
    this.recipients = recipients;
  }

  /** By order number, fulfilment id or tracking number. */
  FindOrders.Hits byNumber(SellerId seller, String text) {
    List<Order.Snapshot> found = numbered(seller, text);
    String upper = text.toUpperCase(Locale.ROOT);
    if (found.isEmpty() && !upper.equals(text)) {
      found = numbered(seller, upper);
    }
    List<FindOrders.Hit> hits = new ArrayList<>();
    for (Order.Snapshot order : found.subList(0, Math.min(MOST, found.size()))) {
      hits.add(new FindOrders.Hit(order, kind(order, text)));
    }
    hits.sort(Comparator.comparing((FindOrders.Hit hit) -> hit.kind().name().endsWith("_BEGINS")));
    return new FindOrders.Hits(hits, found.size() <= MOST);
  }

  private List<Order.Snapshot> numbered(SellerId seller, String text) {
    OrderBoard.Filter filter =
        new OrderBoard.Filter(
            Optional.of(text),
            Set.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return board.page(seller, filter, OrderBoard.Sort.PLACED, true, 0, MOST + 1);
  }

  private static MatchKind kind(Order.Snapshot order, String text) {
    String bare = text.startsWith("#") ? text.substring(1) : text;
    if (order.label().replace("#", "").equalsIgnoreCase(bare)
        || order.channelOrder().number().equalsIgnoreCase(bare)) {
      return MatchKind.ORDER_NUMBER;
    }
    if (order
        .progress()
        .fulfilmentId()
        .map(FulfilmentId::value)
        .filter(id -> id.equalsIgnoreCase(text))
        .isPresent()) {
      return MatchKind.FULFILMENT;
    }
    List<String> trackings =
        order.parcels().stream().map(Parcel::tracking).flatMap(Optional::stream).toList();
    if (trackings.stream().anyMatch(text::equalsIgnoreCase)) {
      return MatchKind.TRACKING;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    return trackings.stream().anyMatch(t -> t.toUpperCase(Locale.ROOT).startsWith(upper))
        ? MatchKind.TRACKING_BEGINS
        : MatchKind.ORDER_NUMBER_BEGINS;
  }

  /** By what the buyer says. */
  FindOrders.Hits byBuyer(SellerId seller, Search search) {
    MatchKind kind =
        switch (search) {
          case Search.ByEmail e -> MatchKind.EMAIL;
          case Search.ByPhone p -> MatchKind.PHONE;
          case Search.ByName n -> MatchKind.NAME_AND_PLACE;
        };
    return hits(seller, recipients.of(seller, search), kind);
  }

  /** Of the same buyer, that order itself left out; empty if its buyer is not held. */
  Optional<FindOrders.Hits> sameBuyer(SellerId seller, OrderId id) {
    return board.withIds(seller, Set.of(id)).stream()
        .filter(order -> order.seller().equals(seller))
        .map(Order.Snapshot::recipient)
        .filter(Recipient.Sealed.class::isInstance)
        .map(Recipient.Sealed.class::cast)
        .findFirst()
        .map(closed -> recipients.sameBuyer(seller, id, closed))
        .map(
            found ->
                hits(
                    seller,
                    new FindByRecipient.Found(
                        found.orders().stream().filter(order -> !order.equals(id)).toList(),
                        found.complete()),
                    MatchKind.SAME_BUYER));
  }

  private FindOrders.Hits hits(SellerId seller, FindByRecipient.Found found, MatchKind kind) {
    List<OrderId> ids = found.orders();
    List<FindOrders.Hit> hits =
        ids.isEmpty()
            ? List.of()
            : board.withIds(seller, new HashSet<>(ids)).stream()
                .sorted(Comparator.comparing(Order.Snapshot::placedAt).reversed())
                .limit(MOST)
                .map(order -> new FindOrders.Hit(order, kind))
                .toList();
    return new FindOrders.Hits(hits, found.complete() && ids.size() <= MOST);
  }
}
