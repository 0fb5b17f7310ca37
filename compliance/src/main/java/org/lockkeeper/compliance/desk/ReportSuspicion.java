package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Takes a report of a suspected incident and tells the admins at once. */
@UseCase
public class ReportSuspicion {

  private static final int MOST = 100;

  private final Suspicions suspicions;
  private final AuditTrail audit;
  private final TellPeople tell;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ReportSuspicion(
      Suspicions suspicions, AuditTrail audit, TellPeople tell, Ids ids, Clock clock) {
    this.suspicions = suspicions;
    this.audit = audit;
    this.tell = tell;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of it. */
  public sealed interface Result {

    record Taken(Suspicion suspicion) implements Result {}

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
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.INCIDENT_SUSPECTED,
        "suspicion:" + fresh.id(),
        "lockkeeper",
        Budget.pseudonym(who.id()),
        now,
        0);
    return new Result.Taken(fresh);
  }

  /** The newest first. */
  public List<Suspicion> latest() {
    return suspicions.latest(MOST);
  }
}
