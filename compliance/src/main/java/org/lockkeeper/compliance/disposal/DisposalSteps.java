package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.LegalHolds;
import org.lockkeeper.retention.Remnant;
import org.lockkeeper.retention.RetentionSchedule;

/** The transactions of the disposal of aged records, each by itself. */
@UseCase
public class DisposalSteps {

  private static final Actor ACTOR = new Actor.Task("dispose-aged-records");

  private final Sellers sellers;
  private final LegalHolds holds;
  private final AgedLogs logs;
  private final DisposalRuns runs;
  private final RetentionSchedule schedule;
  private final AuditTrail audit;

  @Inject
  DisposalSteps(
      Sellers sellers,
      LegalHolds holds,
      AgedLogs logs,
      DisposalRuns runs,
      RetentionSchedule schedule,
      AuditTrail audit) {
    this.sellers = sellers;
    this.holds = holds;
    this.logs = logs;
    this.runs = runs;
    this.schedule = schedule;
    this.audit = audit;
  }

  /** Every seller, and the platform itself, which keeps records too. */
  public List<SellerId> tenants() {
    List<SellerId> all = new ArrayList<>(sellers.ids());
    all.add(SellerId.PLATFORM);
    return all;
  }

  /** Removes some of a seller's records of one holder, and says so in the audit log. */
  public int batch(AgedRecords records, SellerId seller, Instant asOf, int limit) {
    AgeRule rule = records.rule(schedule);
    List<LegalHold> naming =
        holds.inForce(seller, asOf).stream()
            .filter(hold -> hold.kinds().stream().anyMatch(records.kinds()::contains))
            .toList();
    int gone = records.dispose(seller, rule.lastToGo(asOf), naming, asOf, limit);
    if (gone > 0) {
      audit.record(
          seller,
          ACTOR,
          "records.disposed",
          "holder:" + records.holder(),
          Map.of(
              "count",
              Integer.toString(gone),
              "older_than",
              rule.lastToGo(asOf).toString(),
              "source",
              rule.source()));
    }
    return gone;
  }

  /** Whether a law keeps this seller's outside calls. */
  public boolean callsAreHeld(SellerId seller, Instant asOf) {
    return holds.inForce(seller, asOf).stream()
        .anyMatch(hold -> hold.kinds().contains(DataKind.CALL_LOG));
  }

  /** Removes old calls of all sellers but these. */
  public AgedLogs.Gone calls(List<SellerId> kept, Instant asOf) {
    AgeRule rule = schedule.rule(DataKind.CALL_LOG);
    AgedLogs.Gone gone = logs.disposeCalls(rule.lastToGo(asOf), kept, asOf);
    if (gone.rows() + gone.monthsDropped() > 0) {
      audit.record(
          SellerId.PLATFORM,
          ACTOR,
          "records.disposed",
          "holder:audit.call_log",
          Map.of(
              "count",
              Long.toString(gone.rows()),
              "months",
              Integer.toString(gone.monthsDropped()),
              "older_than",
              rule.lastToGo(asOf).toString(),
              "source",
              rule.source()));
    }
    return gone;
  }

  /** Removes figures of old runs. */
  public long runs(Instant asOf) {
    return logs.disposeRuns(schedule.rule(Remnant.RUN).lastToGo(asOf));
  }

  public void note(DisposalRuns.Part part) {
    runs.note(part);
  }
}
