package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.ClockGuard;
import org.lockkeeper.retention.ClockStops;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Asks before each run whether the clock can be believed. If it has stepped against the database's
 * by more than the policy allows, nothing is removed, admins are told, and it goes on once the
 * clock is back or one of them says that it is right.
 */
@UseCase
public class WatchClock {

  private static final System.Logger LOG = System.getLogger(WatchClock.class.getName());
  private static final Actor ACTOR = new Actor.Task("watch-clock");

  private final ClockStops stops;
  private final RetentionSchedule schedule;
  private final StepSetting steps;
  private final TellPeople tell;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  WatchClock(
      ClockStops stops,
      RetentionSchedule schedule,
      StepSetting steps,
      TellPeople tell,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.stops = stops;
    this.schedule = schedule;
    this.steps = steps;
    this.tell = tell;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Whether steps of the clock are believed without asking: for demonstrations, where somebody
   * moves the clock on purpose.
   */
  public record StepSetting(boolean believed) {}

  /** Whether a run as of this instant may remove anything. */
  public boolean believes(Instant asOf) {
    ClockGuard.Reading now = new ClockGuard.Reading(asOf, stops.reference());
    Optional<ClockGuard.Stop> open = stops.open();
    Duration bound = schedule.term(RetentionSchedule.Term.CLOCK_JUMP);
    ClockGuard.Verdict verdict =
        steps.believed()
            ? new ClockGuard.Verdict.Believed()
            : ClockGuard.judge(stops.last(), now, open, bound);
    return switch (verdict) {
      case ClockGuard.Verdict.Believed b -> {
        stops.believed(now);
        yield true;
      }
      case ClockGuard.Verdict.Jumped jumped -> {
        if (open.isEmpty() || stepped(open.get(), now, bound)) {
          stop(jumped, now);
        }
        yield false;
      }
    };
  }

  /** Whether the clock stands elsewhere than when the stop was noted: an answer to it is void. */
  private static boolean stepped(ClockGuard.Stop open, ClockGuard.Reading now, Duration bound) {
    return open.seen().ahead().minus(now.ahead()).abs().compareTo(bound) > 0;
  }

  private void stop(ClockGuard.Verdict.Jumped jumped, ClockGuard.Reading now) {
    ClockGuard.Stop stop =
        new ClockGuard.Stop(
            ids.next(), jumped.before(), now, Optional.empty(), Optional.empty(), Optional.empty());
    stops.stopped(stop);
    LOG.log(Level.ERROR, "clock.stepped by={0}", jumped.by());
    audit.record(
        SellerId.PLATFORM,
        ACTOR,
        "clock.stepped",
        "clock-stop:" + stop.id(),
        Map.of(
            "by",
            jumped.by().toString(),
            "ours",
            now.ours().toString(),
            "reference",
            now.reference().toString()));
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.CLOCK_STEPPED,
        "clock-stop:" + stop.id(),
        "",
        jumped.by().truncatedTo(ChronoUnit.MINUTES).toString(),
        now.reference(),
        0);
  }

  /** The stop that waits for somebody. */
  public Optional<ClockGuard.Stop> open() {
    return stops.open();
  }

  /**
   * An admin says that the clock is right: the next run goes on, if the clock still stands where it
   * stood.
   *
   * @return false if there is no such stop any more
   */
  public boolean right(UUID stop, Account admin) {
    Admins.check(admin);
    if (stops.open().filter(s -> s.id().equals(stop) && s.confirmedAt().isEmpty()).isEmpty()) {
      return false;
    }
    stops.confirmed(stop, admin.id(), clock.instant());
    audit.record(
        SellerId.PLATFORM, admin.actor(), "clock.confirmed", "clock-stop:" + stop, Map.of());
    return true;
  }
}
