package org.lockkeeper.compliance.clocks.live;

import java.time.Instant;
import java.util.Optional;

/**
 * Knows some of the promised clocks from the data itself, so that nobody has to say by hand when
 * they were kept. A bean of this type is enough; the wall finds it.
 */
public interface LiveClock {

  /**
   * How a clock stands. Runs in the caller's transaction, as the platform, and asks nobody outside
   * the database.
   *
   * @param clock its name in the table of clocks, such as {@code access-review}
   * @return empty if this bean knows nothing of that clock
   */
  Optional<Figures> of(String clock, Instant now);

  /**
   * What is known of a clock.
   *
   * @param lastDone when its duty was done last
   * @param nextDue when the next one is due; of what begins with each case, the nearest
   * @param open how many cases are open
   * @param overdue how many of them should have been done
   * @param warned whether people are reminded of it by its own page's work already
   */
  record Figures(
      Optional<Instant> lastDone,
      Optional<Instant> nextDue,
      long open,
      long overdue,
      boolean warned) {

    /** A duty that comes back, due one span after it was last done. */
    public static Figures last(Optional<Instant> lastDone) {
      return new Figures(lastDone, Optional.empty(), 0, 0, false);
    }

    /** A duty that comes back on a day that is known. */
    public static Figures due(Optional<Instant> lastDone, Optional<Instant> nextDue) {
      return new Figures(lastDone, nextDue, 0, 0, true);
    }

    /** Cases, each with a time of its own. */
    public static Figures cases(long open, long overdue, Optional<Instant> nextDue) {
      return new Figures(Optional.empty(), nextDue, open, overdue, true);
    }
  }
}
