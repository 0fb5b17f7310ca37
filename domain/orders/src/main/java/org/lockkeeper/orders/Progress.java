package org.lockkeeper.orders;

import java.time.Instant;
import java.util.Optional;

/** How far an order has come. A new state is a compile error wherever it matters. */
public sealed interface Progress {

  /** When this state began. */
  Instant since();

  /** Taken in from the channel; nobody at Amazon knows of it. */
  record Received(Instant since) implements Progress {}

  /**
   * The intent is committed and the call may have been made: look at Amazon before calling again.
   */
  record Placing(FulfilmentId fulfilment, Instant since) implements Progress {}

  /** Amazon has the fulfilment order. */
  record Routed(FulfilmentId fulfilment, Instant since) implements Progress {}

  /** At least one parcel has left. Not delivered: that comes from the parcels. */
  record Shipped(FulfilmentId fulfilment, Instant since) implements Progress {}

  /** The last parcel was handed over at {@code since}. */
  record Delivered(FulfilmentId fulfilment, Instant since) implements Progress {}

  /** Will not be shipped, by the buyer's, the seller's or Amazon's word. */
  record Cancelled(Optional<FulfilmentId> fulfilment, Instant since) implements Progress {}

  /** Every parcel was given up, or some were and the rest came back. */
  record Lost(FulfilmentId fulfilment, Instant since) implements Progress {}

  /** Every parcel came back, the last one at {@code since}. */
  record Returned(FulfilmentId fulfilment, Instant since) implements Progress {}

  /**
   * Amazon had it, and what Amazon told of it was erased with the seller's Amazon account: how it
   * went on is not known here, and is not asked.
   */
  record Unfollowed(Instant since) implements Progress {}

  /** The fulfilment order at Amazon, where one may exist. */
  default Optional<FulfilmentId> fulfilmentId() {
    return switch (this) {
      case Received r -> Optional.empty();
      case Placing p -> Optional.of(p.fulfilment());
      case Routed r -> Optional.of(r.fulfilment());
      case Shipped s -> Optional.of(s.fulfilment());
      case Delivered d -> Optional.of(d.fulfilment());
      case Cancelled c -> c.fulfilment();
      case Lost l -> Optional.of(l.fulfilment());
      case Returned r -> Optional.of(r.fulfilment());
      case Unfollowed u -> Optional.empty();
    };
  }

  /** Whether nothing more happens to the order. */
  default boolean ended() {
    return switch (this) {
      case Received r -> false;
      case Placing p -> false;
      case Routed r -> false;
      case Shipped s -> false;
      case Delivered d -> true;
      case Cancelled c -> true;
      case Lost l -> true;
      case Returned r -> true;
      case Unfollowed u -> true;
    };
  }
}
