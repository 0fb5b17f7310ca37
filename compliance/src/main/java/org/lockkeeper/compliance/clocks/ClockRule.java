package org.lockkeeper.compliance.clocks;

import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * One promised span.
 *
 * @param name by which texts and marks know it, such as {@code vulnerability-scan}
 * @param span how long; whole days are calendar days in UTC
 * @param source the requirement that promises it, such as {@code R-53}
 * @param owner who keeps it
 * @param page where it is seen running; empty if it is kept on the wall itself
 */
public record ClockRule(
    String name,
    Kind kind,
    TemporalAmount span,
    String source,
    Owner owner,
    Optional<String> page) {

  /** How a clock runs. */
  public enum Kind {
    /** A duty that comes back: due one span after it was last done. */
    CYCLE,
    /** It begins with each case, which shows it. */
    CASE,
    /** The product does it by itself; the page shows the last run. */
    KEPT
  }

  /** Who answers for a clock. */
  public enum Owner {
    ADMINS,
    SUPPORT,
    SELLERS,
    PRODUCT
  }

  public ClockRule {
    if (kind == Kind.CYCLE && page.isEmpty() && !(span instanceof Period)) {
      throw new IllegalArgumentException("a duty that comes back does so after days: " + name);
    }
  }
}
