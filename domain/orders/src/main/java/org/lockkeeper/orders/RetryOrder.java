package org.lockkeeper.orders;

import jakarta.inject.Inject;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Has an order that waits or stands still tried again at once. */
@UseCase
public class RetryOrder {

  private final Orders orders;
  private final Errands errands;

  @Inject
  public RetryOrder(Orders orders, Errands errands) {
    this.orders = orders;
    this.errands = errands;
  }

  /**
   * Tries again what the order needs next.
   *
   * @return false if there is no such order, or nothing is left to try
   */
  public boolean now(SellerId seller, OrderId id) {
    return orders
        .find(seller, id)
        .map(
            order ->
                switch (order.progress()) {
                  case Progress.Received r -> again(OrderErrands.route(seller, id));
                  case Progress.Placing p -> again(OrderErrands.route(seller, id));
                  case Progress.Routed r -> again(OrderErrands.track(seller, id));
                  case Progress.Shipped s -> again(OrderErrands.track(seller, id));
                  case Progress.Delivered d -> false;
                  case Progress.Cancelled c -> false;
                  case Progress.Lost l -> false;
                  case Progress.Returned r -> false;
                  case Progress.Unfollowed u -> false;
                })
        .orElse(false);
  }

  private boolean again(Errand errand) {
    errands.now(errand);
    return true;
  }
}
