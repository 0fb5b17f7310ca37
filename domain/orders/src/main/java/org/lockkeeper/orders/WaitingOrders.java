package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The orders that wait for a connection. */
@UseCase
public class WaitingOrders {

  private final OrderBoard board;
  private final Errands errands;

  @Inject
  public WaitingOrders(OrderBoard board, Errands errands) {
    this.board = board;
    this.errands = errands;
  }

  /** What orders may wait for. */
  public enum For {
    CHANNEL,
    FULFILMENT;

    List<ExceptionClass> causes() {
      return switch (this) {
        case CHANNEL -> List.of(ExceptionClass.CHANNEL_PAUSED, ExceptionClass.CHANNEL_AUTH_LOST);
        case FULFILMENT -> List.of(ExceptionClass.AMAZON_PAUSED, ExceptionClass.AMAZON_AUTH_LOST);
      };
    }
  }

  /** Has them go on soon, after the caller's transaction. */
  public void wake(SellerId seller, For what) {
    errands.now(new Errand(OrderErrands.WAKE, seller, what.name()));
  }

  /** Has the channel told of the order's parcels at once. */
  void report(Order.Snapshot order) {
    order.parcels().stream()
        .filter(Parcel::needsReporting)
        .forEach(p -> errands.now(OrderErrands.report(order.seller(), order.id(), p.number())));
  }

  List<Order.Snapshot> page(SellerId seller, ExceptionClass cause, long offset, int limit) {
    return board.page(
        seller,
        new OrderBoard.Filter(
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            true,
            Optional.of(cause),
            Optional.empty(),
            Optional.empty()),
        OrderBoard.Sort.RECEIVED,
        false,
        offset,
        limit);
  }
}
