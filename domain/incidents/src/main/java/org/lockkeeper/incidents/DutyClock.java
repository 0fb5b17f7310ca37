package org.lockkeeper.incidents;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of the time to tell others has passed since detection. It only ever grows, and grows by
 * whichever clock says more; so moving one clock, or both, never makes a deadline later than one
 * look of the watch.
 *
 * <p>Between two looks the faster clock counts. A clock that went back counts as having stood still
 * until the look, and from there on counts again.
 *
 * @param detected what both clocks said when the product was told; never changes
 * @param seen what they said at the last look
 * @param elapsed how much had passed at the last look
 */
public record DutyClock(Reading detected, Reading seen, Duration elapsed) {

  public DutyClock {
    if (elapsed.isNegative()) {
      throw new IllegalArgumentException("time does not pass backwards");
    }
  }

  /**
   * A clock that starts when the product is told.
   *
   * @param noticedAt when somebody says that it was noticed, by the product's clock; what lies
   *     before now has passed already, what lies after it counts as now
   */
  public static DutyClock started(Reading now, Instant noticedAt) {
    return new DutyClock(now, now, atLeastZero(Duration.between(noticedAt, now.product())));
  }

  /** The same, looked at now. */
  public DutyClock at(Reading now) {
    Duration product = Duration.between(seen.product(), now.product());
    Duration database = Duration.between(seen.database(), now.database());
    Duration more = atLeastZero(product.compareTo(database) > 0 ? product : database);
    return new DutyClock(detected, now, elapsed.plus(more));
  }

  /** It turns out that it was noticed earlier: what was left gets less. Never the other way. */
  public DutyClock noticed(Instant at) {
    Duration since = Duration.between(at, seen.product());
    return since.compareTo(elapsed) > 0 ? new DutyClock(detected, seen, since) : this;
  }

  /** Whether {@code span} has passed since detection; that instant included. */
  public boolean past(Duration span) {
    return elapsed.compareTo(span) >= 0;
  }

  /** What is left of {@code span}; negative if it is over. */
  public Duration left(Duration span) {
    return span.minus(elapsed);
  }

  /** When {@code span} is over, by the product's clock as it was at the last look. */
  public Instant end(Duration span) {
    return seen.product().plus(left(span));
  }

  private static Duration atLeastZero(Duration span) {
    return span.isNegative() ? Duration.ZERO : span;
  }
}
