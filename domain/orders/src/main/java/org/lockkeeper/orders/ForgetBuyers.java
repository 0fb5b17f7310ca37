package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * A channel asks to forget the buyers of some orders. Orders that we have lose theirs with
 * the next sweep; those that we do not have are marked, so that a late delivery does not bring the
 * buyer in.
 */
@UseCase
public class ForgetBuyers {

  private final Orders orders;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public ForgetBuyers(Orders orders, DomainEvents events, Clock clock) {
    this.orders = orders;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Has the buyers of these orders forgotten.
   *
   * @return the orders that we have
   */
  public List<OrderId> of(SellerId seller, List<ChannelOrderId> ids) {
    Instant now = clock.instant();
    List<OrderId> known = new ArrayList<>();
    for (ChannelOrderId id : ids) {
      orders.serialize(seller, id);
      orders
          .findForUpdate(seller, id)
          .ifPresentOrElse(
              order -> {
                known.add(order.id());
                events.announce(new OrderEvent.ForgetRequested(seller, order.id(), now));
              },
              () -> orders.neverTake(seller, id, now));
    }
    return known;
  }
}
