package org.lockkeeper.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * A buyer asks through a channel what is held of them. The answer goes to the seller,
 * who passes it on. Holds ids, never the buyer.
 *
 * @param request the channel's number of the wish
 * @param orders the orders of it that are here
 * @param named how many orders the channel named
 * @param dueBy the instant by which the seller has to have the answer
 * @param answeredAt when the seller first took it
 */
public record DataRequest(
    SellerId seller,
    UUID id,
    String channel,
    String request,
    List<OrderId> orders,
    int named,
    Instant receivedAt,
    Instant dueBy,
    Optional<Instant> answeredAt) {

  public DataRequest {
    orders = List.copyOf(orders);
  }
}
