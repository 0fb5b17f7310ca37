package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Tells people what they have to know of retention in time: sellers of buyers who go although a
 * claim could still be made or no delivery is known, admins of strips that are late and of holds
 * that end. Each once: a seller hears once a week of all orders together.
 */
@Workflow
public class WarnOfEnds {

  private static final int MOST_HOLDS = 1000;

  private final WarningSteps steps;
  private final RetentionSchedule schedule;

  @Inject
  WarnOfEnds(WarningSteps steps, RetentionSchedule schedule) {
    this.steps = steps;
    this.schedule = schedule;
  }

  /** Raises what is due; one transaction for each seller. */
  public void asOf(Instant now) {
    steps.late(now, schedule.term(RetentionSchedule.Term.SWEEP_WITHIN));
    Instant from = week(now, schedule.term(RetentionSchedule.Term.WARNING));
    Instant to = from.plus(Duration.ofDays(7));
    for (SellerId seller : steps.sellersWithEnds(from, to)) {
      steps.warn(seller, from, to);
    }
    Duration before = schedule.term(RetentionSchedule.Term.HOLD_REMINDER);
    for (HoldRegister.Entry hold : steps.holds(MOST_HOLDS)) {
      // The hold is its seller's, the notice ours: two transactions.
      steps
          .hold(hold)
          .filter(known -> known.endsAt().isAfter(now))
          .filter(known -> !known.endsAt().minus(before).isAfter(now))
          .ifPresent(known -> steps.remind(known, before));
    }
  }

  /** The Monday, UTC, of the week that a warning of now is about: all of it is far enough away. */
  static Instant week(Instant now, Duration before) {
    LocalDate first = now.plus(before).atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
    return first
        .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY))
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }
}
