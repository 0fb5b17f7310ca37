package org.lockkeeper.orders;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** All orders we keep. Works in the caller's transaction; sees one seller at a time. */
public interface Orders {

  /**
   * Makes deliveries about the same channel order wait for each other until the transaction ends.
   */
  void serialize(SellerId seller, ChannelOrderId id);

  /** Whether the buyer of this channel order was erased: nothing of it may be written again. */
  boolean isErased(SellerId seller, ChannelOrderId id);

  /** Marks a channel order that we do not have as erased, so that it is never taken in. */
  void neverTake(SellerId seller, ChannelOrderId id, Instant at);

  void add(Order order);

  Optional<Order> find(SellerId seller, OrderId id);

  /** Finds the order and keeps others from changing it until the transaction ends. */
  Optional<Order> findForUpdate(SellerId seller, OrderId id);

  Optional<Order> findForUpdate(SellerId seller, ChannelOrderId id);

  /** The recipients of several orders; unknown ids are left out. */
  Map<OrderId, Recipient> recipients(SellerId seller, Collection<OrderId> ids);

  /** Writes what has changed. */
  void save(Order order);
}
