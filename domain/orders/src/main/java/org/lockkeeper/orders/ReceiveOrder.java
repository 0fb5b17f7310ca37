package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes an order in. The recipient is sealed before there is an order row; order, look-up tokens,
 * audit entry, retention date and the next errand commit together or not at all. The same channel
 * order taken in twice is one order.
 */
@UseCase
public class ReceiveOrder {

  private final Orders orders;
  private final RecipientVault vault;
  private final DomainEvents events;
  private final Errands errands;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ReceiveOrder(
      Orders orders,
      RecipientVault vault,
      DomainEvents events,
      Errands errands,
      Ids ids,
      Clock clock) {
    this.orders = orders;
    this.vault = vault;
    this.events = events;
    this.errands = errands;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public sealed interface Result {

    /** A new order. */
    record Received(OrderId order) implements Result {}

    /** We have it already; if this is news, the channel will be asked. */
    record Known(OrderId order) implements Result {}

    /** Its buyer was erased, and stays so. */
    record Erased() implements Result {}

    /** There is nothing to ship, so nothing is kept. */
    record NotWanted() implements Result {}
  }

  /** Takes in what the channel told. */
  public Result take(SellerId seller, ConnectionId connection, ChannelOrder told) {
    orders.serialize(seller, told.id());
    if (orders.isErased(seller, told.id())) {
      return new Result.Erased();
    }
    Optional<Order> known = orders.findForUpdate(seller, told.id());
    if (known.isPresent()) {
      Order order = known.get();
      if (order.isOlderThan(told.version())) {
        errands.now(OrderErrands.sync(seller, connection, told.id()));
      }
      return new Result.Known(order.id());
    }
    return switch (told.standing()) {
      case CANCELLED, NOTHING_TO_SHIP -> new Result.NotWanted();
      case OPEN, HELD, CHANNEL_SHIPS -> add(seller, connection, told);
    };
  }

  private Result add(SellerId seller, ConnectionId connection, ChannelOrder told) {
    Instant now = clock.instant();
    OrderId id = new OrderId(ids.next());
    Recipient recipient =
        told.recipient()
            .<Recipient>map(details -> vault.seal(seller, id, 1, details))
            .orElseGet(Recipient.Withheld::new);
    Order order = Order.receive(id, seller, connection, told, recipient, now);
    orders.add(order);
    events.announce(
        new OrderEvent.OrderReceived(
            seller, id, now, told.id().channel(), told.lines().size(), order.snapshot().units()));
    errands.soon(OrderErrands.route(seller, id));
    return new Result.Received(id);
  }
}
