package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;

/** Reads a page of the list, in one transaction of one seller. */
@ApplicationScoped
class OrdersReader {

  private final OrderBoard board;
  private final BuyerRetentions retentions;
  private final MaskedBuyers buyers;

  @Inject
  OrdersReader(OrderBoard board, BuyerRetentions retentions, MaskedBuyers buyers) {
    this.board = board;
    this.retentions = retentions;
    this.buyers = buyers;
  }

  /** One order with what is known of its buyer. */
  record Line(Order.Snapshot order, Buyer buyer, Optional<BuyerRetention> retention) {}

  @Transactional
  long count(SellerId seller, OrderBoard.Filter filter) {
    return board.count(seller, filter);
  }

  @Transactional
  List<Line> page(
      SellerId seller,
      OrderBoard.Filter filter,
      OrderBoard.Sort sort,
      boolean descending,
      long offset,
      int limit) {
    List<Order.Snapshot> orders = board.page(seller, filter, sort, descending, offset, limit);
    Map<OrderId, BuyerRetention> ends =
        retentions.of(seller, orders.stream().map(Order.Snapshot::id).toList());
    return orders.stream()
        .map(order -> new Line(order, buyers.of(order), Optional.ofNullable(ends.get(order.id()))))
        .toList();
  }
}
