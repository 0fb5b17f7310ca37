package org.lockkeeper.orders;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One package of a fulfilment order.
 *
 * @param number Amazon's number of the package, for tracking it; no tracking number
 * @param carrier the carrier's code, once known
 * @param tracking the tracking number, once known; it may change until the parcel has left
 * @param settledAt when it was delivered, returned or given up; only with those statuses
 * @param reported the tracking number that the channel was last told
 * @param contents how many single units of which SKU are in it; empty if the network does not say
 */
public record Parcel(
    int number,
    Optional<String> carrier,
    Optional<String> tracking,
    Status status,
    Optional<Instant> settledAt,
    Optional<String> reported,
    Map<String, Integer> contents) {

  public Parcel {
    contents = Map.copyOf(contents);
  }

  /** A parcel of which nobody says what is in it. */
  public Parcel(
      int number,
      Optional<String> carrier,
      Optional<String> tracking,
      Status status,
      Optional<Instant> settledAt,
      Optional<String> reported) {
    this(number, carrier, tracking, status, settledAt, reported, Map.of());
  }

  /** Where the parcel is, in our words. */
  public enum Status {
    /** Known, not yet on its way. */
    PLANNED,
    /** On its way. */
    IN_TRANSIT,
    /** Handed over. */
    DELIVERED,
    /** On its way back, or back, or undeliverable. */
    RETURNED,
    /** Given up by the carrier or the network. */
    LOST,
    /** Will not be sent; Amazon plans anew. */
    CANCELLED;

    /** Whether nothing more is to be expected. */
    public boolean settled() {
      return this == DELIVERED || this == RETURNED || this == LOST || this == CANCELLED;
    }
  }

  /** This parcel, with the channel's knowledge as it is now. */
  public Parcel reportedNow() {
    return new Parcel(number, carrier, tracking, status, settledAt, tracking, contents);
  }

  /** Whether it has left with a tracking number that the channel does not have yet. */
  public boolean needsReporting() {
    return status != Status.PLANNED
        && status != Status.CANCELLED
        && tracking.isPresent()
        && !tracking.equals(reported);
  }
}
