package org.lockkeeper.integration.postgres.orders;

import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.Progress;

/** A progress as the columns {@code status}, {@code status_since} and {@code fulfilment_id}. */
final class ProgressColumns {

  private ProgressColumns() {}

  static String status(Progress progress) {
    return switch (progress) {
      case Progress.Received r -> "RECEIVED";
      case Progress.Placing p -> "PLACING";
      case Progress.Routed r -> "ROUTED";
      case Progress.Shipped s -> "SHIPPED";
      case Progress.Delivered d -> "DELIVERED";
      case Progress.Cancelled c -> "CANCELLED";
      case Progress.Lost l -> "LOST";
      case Progress.Returned r -> "RETURNED";
      case Progress.Unfollowed u -> "UNFOLLOWED";
    };
  }

  static Progress progress(String status, Instant since, Optional<FulfilmentId> fulfilment) {
    return switch (status) {
      case "RECEIVED" -> new Progress.Received(since);
      case "PLACING" -> new Progress.Placing(fulfilment.orElseThrow(), since);
      case "ROUTED" -> new Progress.Routed(fulfilment.orElseThrow(), since);
      case "SHIPPED" -> new Progress.Shipped(fulfilment.orElseThrow(), since);
      case "DELIVERED" -> new Progress.Delivered(fulfilment.orElseThrow(), since);
      case "CANCELLED" -> new Progress.Cancelled(fulfilment, since);
      case "LOST" -> new Progress.Lost(fulfilment.orElseThrow(), since);
      case "RETURNED" -> new Progress.Returned(fulfilment.orElseThrow(), since);
      case "UNFOLLOWED" -> new Progress.Unfollowed(since);
      default -> throw new IllegalStateException("unknown status " + status);
    };
  }
}
