package org.lockkeeper.compliance.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.ShippingSpeed;

/** Orders in memory. */
public final class Shelf implements OrderBoard {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final List<Order.Snapshot> orders = new ArrayList<>();

  public void put(SellerId seller, OrderId id, String label, String title, Recipient recipient) {
    Instant at = NOON.plusSeconds(orders.size());
    orders.add(
        new Order.Snapshot(
            id,
            seller,
            ConnectionId.of("0190c000-0000-7000-8000-000000000001"),
            new ChannelOrderId(new ChannelName("shopify"), "58" + orders.size()),
            label,
            at,
            at,
            at,
            ShippingSpeed.STANDARD,
            List.of(new OrderLine("1", "MUG", title, 2)),
            recipient,
            new Progress.Received(at),
            Optional.empty(),
            List.of(
                new Parcel(
                    1,
                    Optional.of("UPS"),
                    Optional.of("1Z9"),
                    Parcel.Status.IN_TRANSIT,
                    Optional.empty(),
                    Optional.empty()))));
  }

  public void strip(OrderId id, Instant at) {
    orders.replaceAll(
        o ->
            o.id().equals(id)
                ? new Order.Snapshot(
                    o.id(),
                    o.seller(),
                    o.connection(),
                    o.channelOrder(),
                    o.label(),
                    o.placedAt(),
                    o.receivedAt(),
                    o.channelVersion(),
                    o.speed(),
                    o.lines(),
                    new Recipient.Stripped(at),
                    o.progress(),
                    o.trouble(),
                    o.parcels())
                : o);
  }

  @Override
  public List<Order.Snapshot> page(
      SellerId seller, Filter filter, Sort sort, boolean descending, long offset, int limit) {
    List<Order.Snapshot> found =
        new ArrayList<>(
            orders.stream()
                .filter(o -> o.seller().equals(seller))
                .filter(
                    o ->
                        filter
                            .text()
                            .filter(
                                text ->
                                    !o.label().startsWith(text)
                                        && !o.label().startsWith("#" + text)
                                        && !o.channelOrder().number().equals(text))
                            .isEmpty())
                .toList());
    if (descending) {
      found.sort(Comparator.comparing(Order.Snapshot::receivedAt).reversed());
    }
    return found.stream().skip(offset).limit(limit).toList();
  }

  @Override
  public long count(SellerId seller, Filter filter) {
    return orders.stream().filter(o -> o.seller().equals(seller)).count();
  }

  @Override
  public Today today(SellerId seller, Instant now, Duration lateAfter) {
    return new Today(0, 0, 0, 0, Map.of(), 0, 0);
  }

  @Override
  public List<Order.Snapshot> withIds(SellerId seller, Set<OrderId> ids) {
    return orders.stream().filter(o -> o.seller().equals(seller) && ids.contains(o.id())).toList();
  }

  @Override
  public List<HourCount> perHour(SellerId seller, Instant from, int hours) {
    return List.of();
  }
}
