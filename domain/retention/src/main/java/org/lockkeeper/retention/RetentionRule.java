package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * One promise of how long we keep a buyer's data.
 *
 * @param keepFor the longest time we may keep it; whole days of 24 hours, UTC; zero means at once
 * @param basis on which ground
 * @param source the sentence that makes this promise, such as {@code R-37}
 */
public record RetentionRule(Anchor countedFrom, Duration keepFor, Basis basis, String source) {

  public RetentionRule {
    wholeDays(keepFor);
  }

  static void wholeDays(Duration span) {
    if (span.isNegative() || !span.equals(Duration.ofDays(span.toDays()))) {
      throw new IllegalArgumentException("data is kept for whole days");
    }
  }

  /** The instant at which data anchored at {@code start} must go, that instant included. */
  public Instant endsAt(Instant start) {
    return start.plus(keepFor);
  }

  /**
   * This rule for a seller who keeps buyers for {@code chosen} instead of {@code longest}: a rule
   * that holds the longest span as a part becomes shorter by the difference, and a shorter one
   * never lasts longer than the choice. It never becomes longer.
   */
  RetentionRule with(Duration chosen, Duration longest) {
    Duration less = longest.minus(chosen);
    if (less.isNegative()) {
      throw new IllegalArgumentException("a span may be shortened, never lengthened");
    }
    boolean whole = keepFor.compareTo(longest) >= 0;
    Duration kept = whole ? keepFor.minus(less) : keepFor.compareTo(chosen) <= 0 ? keepFor : chosen;
    return new RetentionRule(countedFrom, kept, basis, source);
  }
}
