package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Entries of the audit log that are older than the log is kept. They go by a function of a
 * role that can do nothing else; what was hashed of them stays where the log is sealed, so that
 * proofs of before and after still hold.
 */
@ApplicationScoped
class AgedEntries implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedEntries(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "audit.audit_event";
  }

  @Override
  public AgeRule rule(RetentionSchedule schedule) {
    return schedule.rule(DataKind.AUDIT_LOG);
  }

  @Override
  public Set<DataKind> kinds() {
    return Set.of(DataKind.AUDIT_LOG);
  }

  @Override
  public int dispose(
      SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
    if (holds.stream().anyMatch(hold -> hold.scope() instanceof LegalHold.Scope.WholeSeller)) {
      return 0;
    }
    String[] kept = holds.stream().map(hold -> object(hold.scope())).toArray(String[]::new);
    return Math.toIntExact(
        tenancy
            .as(seller)
            .count(
                "select audit.dispose_entries(?, ?, ?, ?)", seller.value(), lastToGo, kept, limit));
  }

  private static String object(LegalHold.Scope scope) {
    return switch (scope) {
      case LegalHold.Scope.WholeSeller w -> "seller";
      case LegalHold.Scope.OneConnection c -> "connection:" + c.connection();
      case LegalHold.Scope.OneOrder o -> "order:" + o.order();
    };
  }
}
