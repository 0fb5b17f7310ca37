package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes a report of a suspected incident, whoever makes it, and starts the incident's clock.
 */
@UseCase
public class ReportSuspicion {

  private static final int MOST = 100;

  private final Suspicions suspicions;
  private final ReportIncident incidents;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ReportSuspicion(
      Suspicions suspicions, ReportIncident incidents, AuditTrail audit, Ids ids, Clock clock) {
    this.suspicions = suspicions;
    this.incidents = incidents;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of it. */
  public sealed interface Result {

    record Taken(Suspicion suspicion, IncidentId incident) implements Result {}

    /** The text has something in it that must not be there; nothing was written. */
    record Refused(PlainNote.Fault fault) implements Result {}
  }

  /**
   * Takes it.
   *
   * @param noticedAt when it was noticed; later than now counts as now
   */
  public Result of(
      Account who,
      Optional<SellerId> concerns,
      Suspicion.Kind kind,
      String what,
      Instant noticedAt) {
    Optional<PlainNote.Fault> fault = PlainNote.fault(what);
    if (fault.isPresent()) {
      return new Result.Refused(fault.get());
    }
    Instant now = clock.instant();
    Suspicion fresh =
        new Suspicion(
            ids.next(),
            who.id(),
            concerns,
            kind,
            what.strip(),
            noticedAt.isAfter(now) ? now : noticedAt,
            now);
    suspicions.add(fresh);
    audit.record(
        SellerId.PLATFORM,
        who.actor(),
        "incident.suspected",
        "suspicion:" + fresh.id(),
        Map.of("kind", kind.name(), "detected", now.toString()));
    IncidentId incident =
        incidents.of(
            new Report(
                "suspicion:" + fresh.id(),
                kindOf(kind),
                Nature.REAL,
                Severity.SEV3,
                fresh.noticedAt(),
                who.actor(),
                concerns,
                fresh.what(),
                List.of()));
    return new Result.Taken(fresh, incident);
  }

  private static IncidentKind kindOf(Suspicion.Kind kind) {
    return switch (kind) {
      case WRONG_PERSON_SAW, STRANGE_BEHAVIOUR -> IncidentKind.UNAUTHORIZED_ACCESS;
      case STOLEN_DEVICE -> IncidentKind.LOST_DEVICE;
      case SHARED_LOGIN -> IncidentKind.CREDENTIAL_LEAK;
      case DATA_SENT_OUT -> IncidentKind.DATA_LEAK;
      case STRANGE_QUESTION, OTHER -> IncidentKind.OTHER;
    };
  }

  /** The newest first. */
  public List<Suspicion> latest() {
    return suspicions.latest(MOST);
  }
}
