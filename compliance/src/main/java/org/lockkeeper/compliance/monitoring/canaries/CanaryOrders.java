package org.lockkeeper.compliance.monitoring.canaries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** A seller's orders that stand apart. Works in the caller's transaction, under the seller. */
public interface CanaryOrders {

  /** One of them; {@code until} is when another takes its place at the latest. */
  record Standing(OrderId order, Instant since, Instant until) {}

  /**
   * What a new one has to look like.
   *
   * @param sku of something that the seller sells, if that is known
   */
  record Ground(
      ConnectionId connection, ChannelName channel, Optional<String> sku, Optional<String> title) {}

  /** Which ones they are; read once in a transaction. */
  Set<OrderId> ids(SellerId seller);

  /** All of them, the oldest first. */
  List<Standing> standing(SellerId seller);

  /** Where a new one can stand; empty if the seller has no live sales channel, or is leaving. */
  Optional<Ground> ground(SellerId seller);

  /** Sets an order apart that is about to be written; one that is there already is refused. */
  void setApart(SellerId seller, OrderId order, Instant since, Instant until);

  /** Deletes some, with all that hangs on them. Their keys have gone before. */
  void remove(SellerId seller, List<OrderId> orders);
}
