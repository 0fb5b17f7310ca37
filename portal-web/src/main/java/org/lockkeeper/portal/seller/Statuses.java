package org.lockkeeper.portal.seller;

import org.lockkeeper.orders.OrderBoard.Status;
import org.lockkeeper.orders.Progress;

/** The word of the screens for how far an order has come. */
public final class Statuses {

  private Statuses() {}

  /** The word for it. */
  public static Status of(Progress progress) {
    return switch (progress) {
      case Progress.Received r -> Status.RECEIVED;
      case Progress.Placing p -> Status.RECEIVED;
      case Progress.Routed r -> Status.ROUTED;
      case Progress.Shipped s -> Status.SHIPPED;
      case Progress.Delivered d -> Status.DELIVERED;
      case Progress.Cancelled c -> Status.CANCELLED;
      case Progress.Lost l -> Status.LOST;
      case Progress.Returned r -> Status.RETURNED;
      case Progress.Unfollowed u -> Status.UNFOLLOWED;
    };
  }
}
