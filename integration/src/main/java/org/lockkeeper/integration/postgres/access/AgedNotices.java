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

/** What people were told long ago. */
@ApplicationScoped
class AgedNotices implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedNotices(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "access.notice";
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
    Sql sql = tenancy.as(seller);
    sql.run(
        """
        delete from access.notice_mail where seller_id = ? and notice_id in (
          select id from access.notice where seller_id = ? and raised_at <= ?
          order by raised_at, id limit ?)
        """,
        seller.value(),
        seller.value(),
        lastToGo,
        limit);
    return sql.run(
        """
        delete from access.notice where seller_id = ? and id in (
          select id from access.notice where seller_id = ? and raised_at <= ?
          order by raised_at, id limit ?)
        """,
        seller.value(),
        seller.value(),
        lastToGo,
        limit);
  }
}
