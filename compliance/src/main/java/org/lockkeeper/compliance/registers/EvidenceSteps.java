package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.registers.RegisterPolicy.Span;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;
import org.lockkeeper.compliance.registers.files.UploadCheck;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of keeping and giving files; each commits by itself. */
@UseCase
public class EvidenceSteps {

  private final Registers registers;
  private final EvidenceFiles files;
  private final RegisterPolicy policy;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public EvidenceSteps(
      Registers registers,
      EvidenceFiles files,
      RegisterPolicy policy,
      AuditTrail audit,
      Clock clock) {
    this.registers = registers;
    this.files = files;
    this.policy = policy;
    this.audit = audit;
    this.clock = clock;
  }

  /** The files of an entry, the newest first. */
  public List<EvidenceFile> of(UUID entry) {
    return files.of(entry);
  }

  /** Keeps a file that was looked at and closed under its id. */
  public Optional<EvidenceFile> keep(
      Account by, UUID entry, UUID id, UploadCheck.Sound sound, byte[] closed) {
    Optional<Entry> held = registers.hold(entry);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    EvidenceFile file =
        new EvidenceFile(
            id,
            entry,
            sound.name(),
            sound.type(),
            sound.size(),
            sound.sha256(),
            today.plus(policy.of(Span.EVIDENCE_VALID)),
            by.id(),
            now);
    files.add(file, closed);
    registers.note(
        new Change(
            entry,
            now,
            Optional.of(by.id()),
            "file-added",
            "",
            List.of(
                new Change.Difference("file", "", file.name()),
                new Change.Difference("sha256", "", file.sha256()),
                new Change.Difference("expires", "", file.expiresOn().toString()))));
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "evidence.kept",
        held.get().object(),
        Map.of(
            "file",
            id.toString(),
            "sha256",
            file.sha256(),
            "bytes",
            Integer.toString(file.size())));
    return Optional.of(file);
  }

  Optional<EvidenceFile> find(UUID id) {
    return files.find(id);
  }

  Optional<byte[]> closed(UUID id) {
    return files.closed(id);
  }

  /** Says in the audit log who takes a file, before it is given. */
  void taking(Account by, EvidenceFile file) {
    audit.recordFirst(
        SellerId.PLATFORM,
        by.actor(),
        "evidence.exported",
        "register:" + file.entry(),
        Map.of("file", file.id().toString(), "sha256", file.sha256()));
  }

  /** Says in the audit log that a file does not open any more. */
  void lost(Account by, EvidenceFile file) {
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "evidence.lost",
        "register:" + file.entry(),
        Map.of("file", file.id().toString(), "sha256", file.sha256()));
  }
}
