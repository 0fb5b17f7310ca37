package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of reading the audit log; each works under one seller, or sees ids alone. */
@UseCase
public class AuditSteps {

  private final AuditRecords records;
  private final SealedLog log;

  @Inject
  public AuditSteps(AuditRecords records, SealedLog log) {
    this.records = records;
    this.log = log;
  }

  List<AuditRecords.Place> places(
      Optional<SellerId> seller, AuditRecords.Filter filter, Optional<UUID> before, int most) {
    return seller
        .map(of -> records.places(of, filter, before, most))
        .orElseGet(() -> records.places(filter, before, most));
  }

  List<ReadAuditLog.Line> lines(SellerId seller, Collection<UUID> ids) {
    Map<UUID, SealedLog.Receipt> receipts = log.receipts(seller, ids);
    return records.entries(seller, ids).stream()
        .map(entry -> new ReadAuditLog.Line(entry, Optional.ofNullable(receipts.get(entry.id()))))
        .toList();
  }

  /** The public keys of log and witness; empty before the first checkpoint. */
  List<String> keys() {
    return log.keys();
  }

  /** How far the log has come. */
  public SealedLog.State state() {
    return log.state();
  }
}
