package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * One promise of how long we keep a buyer's data.
 *
 * @param keepFor the longest time we may keep it; whole days of 24 hours, UTC; zero means at once
 * @param source the sentence that makes this promise, such as {@code R-37}
 */
public record RetentionRule(Anchor countedFrom, Duration keepFor, String source) {

  public RetentionRule {
    if (keepFor.isNegative() || !keepFor.equals(Duration.ofDays(keepFor.toDays()))) {
      throw new IllegalArgumentException("data is kept for whole days");
    }
  }

  /** The instant at which data anchored at {@code start} must go, that instant included. */
  public Instant endsAt(Instant start) {
    return start.plus(keepFor);
  }
}
