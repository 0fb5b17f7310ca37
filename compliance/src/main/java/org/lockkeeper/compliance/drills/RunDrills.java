package org.lockkeeper.compliance.drills;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Begins drills when their time has come, and measures them when they are over. While
 * a real incident is open none begins by itself: nobody practices on the bad day.
 */
@UseCase
public class RunDrills {

  private static final Actor TASK = new Actor.Task("drill-calendar");
  private static final int MOST = 100;

  private final Drills drills;
  private final PlanDrills plan;
  private final Scenarios scenarios;
  private final ReportIncident report;
  private final FindIncident find;
  private final TellPeople tell;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public RunDrills(
      Drills drills,
      PlanDrills plan,
      Scenarios scenarios,
      ReportIncident report,
      FindIncident find,
      TellPeople tell,
      AuditTrail audit,
      Clock clock) {
    this.drills = drills;
    this.plan = plan;
    this.scenarios = scenarios;
    this.report = report;
    this.find = find;
    this.tell = tell;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Begins a planned one before its time.
   *
   * @return the incident that is practiced; empty if it is not there to be begun
   */
  public Optional<IncidentId> begin(Account by, UUID id) {
    return drills
        .hold(id)
        .filter(drill -> drill.state() == Drill.State.PLANNED)
        .flatMap(drill -> begin(drill, by.actor()));
  }

  /**
   * Plans one and begins it at once.
   *
   * @return the incident that is practiced; empty if there is no such scenario
   */
  public Optional<IncidentId> beginNow(Account by, String scenario) {
    return plan.now(by, scenario).flatMap(drill -> begin(drill, by.actor()));
  }

  private Optional<IncidentId> begin(Drill drill, Actor actor) {
    Instant now = clock.instant();
    Optional<Scenario> scenario = scenarios.named(drill.scenario());
    if (scenario.isEmpty()) {
      drills.save(drill.moved(Drill.State.CANCELED, now));
      return Optional.empty();
    }
    Scenario practiced = scenario.get();
    IncidentId incident =
        report.of(
            new Report(
                "drill:" + drill.id(),
                practiced.kind(),
                Nature.DRILL,
                practiced.severity(),
                now,
                actor,
                Optional.empty(),
                practiced.what(Locale.ENGLISH),
                List.of()));
    drills.save(drill.began(actor.text(), incident, now));
    audit.record(
        SellerId.PLATFORM,
        actor,
        "drill.begun",
        "drill:" + drill.id(),
        Map.of("scenario", practiced.name(), "incident", incident.toString()));
    return Optional.of(incident);
  }

  /** Begins what is due, and finds what was missed. */
  public void asOf(Instant now) {
    boolean real = find.open().stream().anyMatch(incident -> !incident.drill());
    for (Drill known : drills.latest(MOST)) {
      if (!known.due(now)) {
        continue;
      }
      Optional<Drill> held = drills.hold(known.id()).filter(drill -> drill.due(now));
      if (held.isEmpty()) {
        continue;
      }
      if (held.get().tooLate(now, scenarios.beginWithin())) {
        missed(held.get(), now);
      } else if (!real) {
        begin(held.get(), TASK);
      }
    }
  }

  private void missed(Drill drill, Instant now) {
    drills.save(drill.moved(Drill.State.MISSED, now));
    audit.record(SellerId.PLATFORM, TASK, "drill.missed", "drill:" + drill.id(), Map.of());
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.DRILL_MISSED,
        "drill:" + drill.id(),
        "lockkeeper",
        scenarios.named(drill.scenario()).map(s -> s.title(Locale.ENGLISH)).orElse(""),
        drill.plannedFor(),
        0);
  }

  /** The incident is closed: if it was practiced, the drill is over and measured for good. */
  public void closed(IncidentId incident) {
    Optional<Drill> found =
        drills.practicing(incident).filter(drill -> drill.state() == Drill.State.RUNNING);
    find.of(incident)
        .ifPresent(
            closed ->
                found.ifPresent(
                    drill -> {
                      Drill done =
                          drill.measured(closed.score()).moved(Drill.State.DONE, clock.instant());
                      drills.save(done);
                      audit.record(
                          SellerId.PLATFORM,
                          TASK,
                          "drill.measured",
                          "drill:" + drill.id(),
                          Map.of(
                              "passed", Boolean.toString(done.passed()),
                              "assess", minutes(done.took().assess()),
                              "contain", minutes(done.took().contain()),
                              "tell", minutes(done.took().tell())));
                    }));
  }

  private static String minutes(Optional<Long> took) {
    return took.map(String::valueOf).orElse("-");
  }
}
