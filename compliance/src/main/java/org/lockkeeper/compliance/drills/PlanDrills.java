package org.lockkeeper.compliance.drills;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The calendar of drills: planned for a time, called off, read with their figures. */
@UseCase
public class PlanDrills {

  private static final Duration FARTHEST = Duration.ofDays(366);
  private static final int MOST = 100;

  private final Drills drills;
  private final Scenarios scenarios;
  private final FindIncident find;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public PlanDrills(
      Drills drills,
      Scenarios scenarios,
      FindIncident find,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.drills = drills;
    this.scenarios = scenarios;
    this.find = find;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of a plan. */
  public enum Outcome {
    DONE,
    /** There is no such scenario, or no such planned drill. */
    NOT_THERE,
    /** The time lies behind, or more than a year ahead. */
    TIME
  }

  /** Plans one; from then on it begins by itself. */
  public Outcome plan(Account by, String scenario, Instant at) {
    Optional<Scenario> found = scenarios.named(scenario);
    Instant now = clock.instant();
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    if (at.isBefore(now) || at.isAfter(now.plus(FARTHEST))) {
      return Outcome.TIME;
    }
    add(by, found.get(), at, now);
    return Outcome.DONE;
  }

  /** Plans one that is begun now. */
  Optional<Drill> now(Account by, String scenario) {
    Instant now = clock.instant();
    return scenarios.named(scenario).map(found -> add(by, found, now, now));
  }

  private Drill add(Account by, Scenario scenario, Instant at, Instant now) {
    Drill fresh =
        new Drill(
            ids.next(),
            scenario.name(),
            scenario.edition(),
            at,
            by.id(),
            now,
            Drill.Targets.of(scenario),
            Drill.State.PLANNED,
            now,
            Optional.empty(),
            Optional.empty(),
            Drill.Took.NOTHING);
    drills.add(fresh);
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "drill.planned",
        "drill:" + fresh.id(),
        Map.of("scenario", scenario.name(), "for", at.toString()));
    return fresh;
  }

  /** Calls one off that has not begun. */
  public Outcome cancel(Account by, UUID id) {
    Optional<Drill> found = drills.hold(id).filter(d -> d.state() == Drill.State.PLANNED);
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    drills.save(found.get().moved(Drill.State.CANCELED, clock.instant()));
    audit.record(SellerId.PLATFORM, by.actor(), "drill.canceled", "drill:" + id, Map.of());
    return Outcome.DONE;
  }

  /** All of them, the latest day first; those that run with what was measured until now. */
  public List<Drill> latest() {
    return drills.latest(MOST).stream().map(this::asItStands).toList();
  }

  private Drill asItStands(Drill drill) {
    return drill.state() == Drill.State.RUNNING
        ? drill
            .incident()
            .flatMap(find::of)
            .map(incident -> drill.measured(incident.score()))
            .orElse(drill)
        : drill;
  }
}
