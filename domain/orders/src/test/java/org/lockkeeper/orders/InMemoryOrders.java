package org.lockkeeper.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Orders in a map. Hands out what was saved, never what is being worked on. */
public final class InMemoryOrders implements Orders {

  private record ChannelKey(SellerId seller, ChannelOrderId id) {}

  private final Map<OrderId, Order.Snapshot> rows = new LinkedHashMap<>();
  private final Set<ChannelKey> tombstones = new HashSet<>();
  private final List<String> journal;

  public InMemoryOrders() {
    this(new ArrayList<>());
  }

  public InMemoryOrders(List<String> journal) {
    this.journal = journal;
  }

  public List<Order.Snapshot> all() {
    return List.copyOf(rows.values());
  }

  /** What a strip does to the row. */
  public void strip(SellerId seller, OrderId id, Instant at) {
    Order.Snapshot s = Optional.ofNullable(rows.get(id)).orElseThrow();
    tombstones.add(new ChannelKey(seller, s.channelOrder()));
    rows.put(
        id,
        new Order.Snapshot(
            s.id(),
            s.seller(),
            s.connection(),
            s.channelOrder(),
            s.label(),
            s.placedAt(),
            s.receivedAt(),
            s.channelVersion(),
            s.speed(),
            s.lines(),
            new Recipient.Stripped(at),
            s.progress(),
            s.trouble(),
            s.parcels()));
  }

  @Override
  public void serialize(SellerId seller, ChannelOrderId id) {
    journal.add("serialize");
  }

  @Override
  public boolean isErased(SellerId seller, ChannelOrderId id) {
    return tombstones.contains(new ChannelKey(seller, id));
  }

  @Override
  public void neverTake(SellerId seller, ChannelOrderId id, Instant at) {
    tombstones.add(new ChannelKey(seller, id));
  }

  @Override
  public void add(Order order) {
    journal.add("row");
    Order.Snapshot s = order.snapshot();
    if (rows.putIfAbsent(s.id(), s) != null || byChannel(s.seller(), s.channelOrder()).size() > 1) {
      throw new IllegalStateException("unique");
    }
  }

  @Override
  public Optional<Order> find(SellerId seller, OrderId id) {
    return Optional.ofNullable(rows.get(id))
        .filter(s -> s.seller().equals(seller))
        .map(Order::restore);
  }

  @Override
  public Optional<Order> findForUpdate(SellerId seller, OrderId id) {
    return find(seller, id);
  }

  @Override
  public Optional<Order> findForUpdate(SellerId seller, ChannelOrderId id) {
    return byChannel(seller, id).stream().findFirst().map(Order::restore);
  }

  private List<Order.Snapshot> byChannel(SellerId seller, ChannelOrderId id) {
    return rows.values().stream()
        .filter(s -> s.seller().equals(seller) && s.channelOrder().equals(id))
        .toList();
  }

  @Override
  public Map<OrderId, Recipient> recipients(SellerId seller, Collection<OrderId> ids) {
    Map<OrderId, Recipient> found = new HashMap<>();
    ids.forEach(id -> find(seller, id).ifPresent(order -> found.put(id, order.recipient())));
    return found;
  }

  @Override
  public void save(Order order) {
    rows.put(order.id(), order.snapshot());
  }
}
