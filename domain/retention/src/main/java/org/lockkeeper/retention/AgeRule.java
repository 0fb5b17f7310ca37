package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * One promise of how long we keep data that goes by its age alone.
 *
 * @param countedFrom what its age is counted from
 * @param keepFor the longest time we may keep it; whole days of 24 hours, UTC
 * @param source the sentence that makes this promise, such as {@code R-34}
 */
public record AgeRule(Start countedFrom, Duration keepFor, Basis basis, String source) {

  /** What an age is counted from. */
  public enum Start {
    /** When it reached us. */
    RECEIVED,
    /** When it was written. */
    WRITTEN,
    /** When what it belongs to ended. */
    ENDED
  }

  public AgeRule {
    RetentionRule.wholeDays(keepFor);
  }

  /** What began at this instant or before it must be gone at {@code now}. */
  public Instant lastToGo(Instant now) {
    return now.minus(keepFor);
  }
}
