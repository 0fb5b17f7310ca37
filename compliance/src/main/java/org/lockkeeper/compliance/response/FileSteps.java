package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.TimelineEntry;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Reads all that there is of an incident, as of one moment. */
@UseCase
public class FileSteps {

  private final FindIncident incidents;
  private final Letters letters;
  private final Concerned concerned;
  private final AuditStore audit;
  private final SealedLog sealedLog;

  @Inject
  public FileSteps(
      FindIncident incidents,
      Letters letters,
      Concerned concerned,
      AuditStore audit,
      SealedLog sealedLog) {
    this.incidents = incidents;
    this.letters = letters;
    this.concerned = concerned;
    this.audit = audit;
    this.sealedLog = sealedLog;
  }

  /**
   * A line of the audit log.
   *
   * @param receipt its place with the proof; empty until it is sealed
   */
  record Line(AuditEntry entry, Optional<SealedLog.Receipt> receipt) {}

  /** The whole story. */
  record Story(
      Incident.Snapshot incident,
      List<TimelineEntry> timeline,
      List<Evidence> evidence,
      List<Letter> letters,
      List<Concerned.One> concerned,
      Map<SellerId, Instant> receipts,
      List<Line> log,
      List<String> keys) {}

  Optional<Story> story(IncidentId id) {
    return incidents
        .of(id)
        .map(
            incident ->
                new Story(
                    incident,
                    incidents.timeline(id),
                    incidents.evidence(id),
                    letters.of(id),
                    concerned.of(id),
                    concerned.receipts(id),
                    audit.about(SellerId.PLATFORM, "incident:" + id).stream()
                        .map(
                            entry ->
                                new Line(entry, sealedLog.receipt(SellerId.PLATFORM, entry.id())))
                        .toList(),
                    sealedLog.keys()));
  }

  Optional<byte[]> bytes(IncidentId id, UUID evidence) {
    return incidents.bytes(id, evidence);
  }
}
