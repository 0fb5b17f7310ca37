package org.lockkeeper.portal.seller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.ShippingSpeed;

/** A board in memory that remembers what it was asked. */
final class Board implements OrderBoard {

  static final Instant RECEIVED = Instant.parse("2026-11-21T11:00:00Z");

  private final List<Order.Snapshot> orders = new ArrayList<>();
  private final List<SellerId> askedFor = new ArrayList<>();
  private final List<Filter> filters = new ArrayList<>();
  private final List<String> sorts = new ArrayList<>();

  static Order.Snapshot order(SellerId seller, OrderId id, Recipient recipient) {
    return new Order.Snapshot(
        id,
        seller,
        ConnectionId.of("0190c000-0000-7000-8000-000000000001"),
        new ChannelOrderId(new ChannelName("shopify"), "5800"),
        "#1001",
        RECEIVED,
        RECEIVED,
        RECEIVED,
        ShippingSpeed.STANDARD,
        List.of(new OrderLine("1", "MUG", "Mug", 2)),
        recipient,
        new Progress.Received(RECEIVED),
        Optional.empty(),
        List.of());
  }

  void add(Order.Snapshot order) {
    orders.add(order);
  }

  List<SellerId> askedFor() {
    return askedFor;
  }

  List<Filter> filters() {
    return filters;
  }

  List<String> sorts() {
    return sorts;
  }

  private List<Order.Snapshot> of(SellerId seller) {
    askedFor.add(seller);
    return orders.stream().filter(order -> order.seller().equals(seller)).toList();
  }

  @Override
  public List<Order.Snapshot> page(
      SellerId seller, Filter filter, Sort sort, boolean descending, long offset, int limit) {
    filters.add(filter);
    sorts.add(sort + (descending ? " desc " : " asc ") + offset + "+" + limit);
    return of(seller);
  }

  @Override
  public long count(SellerId seller, Filter filter) {
    filters.add(filter);
    return of(seller).size();
  }

  @Override
  public Today today(SellerId seller, Instant now, Duration lateAfter) {
    return new Today(0, 0, 0, 0, new EnumMap<>(org.lockkeeper.orders.ExceptionClass.class), 0, 0);
  }

  @Override
  public List<Order.Snapshot> withIds(SellerId seller, Set<OrderId> ids) {
    return of(seller).stream().filter(order -> ids.contains(order.id())).toList();
  }

  @Override
  public List<HourCount> perHour(SellerId seller, Instant from, int hours) {
    return List.of();
  }
}
