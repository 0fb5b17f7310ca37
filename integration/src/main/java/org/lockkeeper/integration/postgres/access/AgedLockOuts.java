package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.Remnant;
import org.lockkeeper.retention.RetentionSchedule;

/** Locks that ended long ago, and warnings of passwords that ended long ago. */
@ApplicationScoped
class AgedLockOuts implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedLockOuts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "access.lock_out";
  }

  @Override
  public AgeRule rule(RetentionSchedule schedule) {
    return schedule.rule(Remnant.ATTEMPT);
  }

  @Override
  public Set<DataKind> kinds() {
    return Set.of();
  }

  @Override
  public int dispose(
      SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
    Sql sql = tenancy.as(seller);
    sql.run(
        "delete from access.password_notice where seller_id = ? and ends_at <= ?",
        seller.value(),
        lastToGo);
    return sql.run(
        """
        delete from access.lock_out where seller_id = ? and id in (
          select id from access.lock_out where seller_id = ? and ends_at <= ?
          order by ends_at, id limit ?)
        """,
        seller.value(),
        seller.value(),
        lastToGo,
        limit);
  }
}
