package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether our clock can be believed. It is compared with the database's: what counts is by how much
 * the difference between the two has changed since the last run. A clock that has jumped would
 * strip what is not due, so nothing is stripped until it is back or an admin says that it is right.
 */
public final class ClockGuard {

  private ClockGuard() {}

  /**
   * Both clocks, read at the same moment.
   *
   * @param ours the product's
   * @param reference the database's
   */
  public record Reading(Instant ours, Instant reference) {

    /** By how much ours is ahead. */
    public Duration ahead() {
      return Duration.between(reference, ours);
    }
  }

  /**
   * A step that stopped the runs.
   *
   * @param before the reading of the run before it, or the reference alone if there was none
   * @param seen the reading that was not believed
   * @param confirmedBy the admin who says that the clock is right
   */
  public record Stop(
      UUID id,
      Reading before,
      Reading seen,
      Optional<UUID> confirmedBy,
      Optional<Instant> confirmedAt,
      Optional<Instant> overAt) {

    /** By how much the clock stepped; negative if back. */
    public Duration jump() {
      return seen.ahead().minus(before.ahead());
    }
  }

  /** What the comparison says. */
  public sealed interface Verdict {
    /** The runs may go on. */
    record Believed() implements Verdict {}

    /** The clock has stepped by so much. */
    record Jumped(Reading before, Duration by) implements Verdict {}
  }

  /**
   * Compares.
   *
   * @param last the reading of the last run; empty before the first
   * @param stop the latest stop that is not over
   * @param bound the largest step that needs no word
   */
  public static Verdict judge(
      Optional<Reading> last, Reading now, Optional<Stop> stop, Duration bound) {
    Reading before = last.orElseGet(() -> new Reading(now.reference(), now.reference()));
    Duration jump = now.ahead().minus(before.ahead());
    if (jump.abs().compareTo(bound) <= 0) {
      return new Verdict.Believed();
    }
    boolean confirmed =
        stop.filter(s -> s.confirmedAt().isPresent())
            .filter(s -> now.ahead().minus(s.seen().ahead()).abs().compareTo(bound) <= 0)
            .isPresent();
    return confirmed ? new Verdict.Believed() : new Verdict.Jumped(before, jump);
  }
}
