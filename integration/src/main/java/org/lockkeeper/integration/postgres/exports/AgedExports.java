package org.lockkeeper.integration.postgres.exports;

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
import org.lockkeeper.retention.Remnant;
import org.lockkeeper.retention.RetentionSchedule;

/** Exports of long ago; they go as old as notices do, and the audit log keeps their lines. */
@ApplicationScoped
class AgedExports implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedExports(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "access.export";
  }

  @Override
  public AgeRule rule(RetentionSchedule schedule) {
    return schedule.rule(Remnant.NOTICE);
  }

  @Override
  public Set<DataKind> kinds() {
    return Set.of();
  }

  @Override
  public int dispose(
      SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
    return tenancy
        .as(seller)
        .run(
            """
            delete from access.export where seller_id = ? and id in (
              select id from access.export where seller_id = ? and asked_at <= ?
              order by asked_at, id limit ?)
            """,
            seller.value(),
            seller.value(),
            lastToGo,
            limit);
  }
}
