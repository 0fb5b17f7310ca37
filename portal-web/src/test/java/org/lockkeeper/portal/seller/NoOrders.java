package org.lockkeeper.portal.seller;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.Recipient;

/** No order at all. */
final class NoOrders implements org.lockkeeper.orders.Orders {

  @Override
  public void serialize(SellerId seller, ChannelOrderId id) {}

  @Override
  public boolean isErased(SellerId seller, ChannelOrderId id) {
    return false;
  }

  @Override
  public void add(Order order) {
    throw new UnsupportedOperationException("pages only read");
  }

  @Override
  public Optional<Order> find(SellerId seller, OrderId id) {
    return Optional.empty();
  }

  @Override
  public Optional<Order> findForUpdate(SellerId seller, OrderId id) {
    return Optional.empty();
  }

  @Override
  public Optional<Order> findForUpdate(SellerId seller, ChannelOrderId id) {
    return Optional.empty();
  }

  @Override
  public Map<OrderId, Recipient> recipients(SellerId seller, Collection<OrderId> ids) {
    return Map.of();
  }

  @Override
  public void neverTake(SellerId seller, ChannelOrderId id, Instant at) {
    throw new UnsupportedOperationException("pages only read");
  }

  @Override
  public void save(Order order) {
    throw new UnsupportedOperationException("pages only read");
  }
}
