package org.lockkeeper.integration.postgres.monitoring;

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
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Counts by days and settled alerts, which go as old as logs do; and who was not counted for
 * as long.
 */
@ApplicationScoped
class AgedWatch implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedWatch(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "audit.watch_count";
  }

  @Override
  public AgeRule rule(RetentionSchedule schedule) {
    return schedule.rule(DataKind.AUDIT_LOG);
  }

  @Override
  public Set<DataKind> kinds() {
    return Set.of();
  }

  @Override
  public int dispose(
      SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
    Sql sql = tenancy.as(seller);
    int counts =
        sql.run(
            """
            delete from audit.watch_count where seller_id = ? and ctid = any (array(
              select ctid from audit.watch_count
              where seller_id = ? and grain = 'DAY' and slot <= ? order by slot limit ?))
            """,
            seller.value(),
            seller.value(),
            lastToGo,
            limit);
    int alerts =
        sql.run(
            """
            delete from audit.alert where seller_id = ? and id in (
              select id from audit.alert where seller_id = ? and last_at <= ?
                and state not in ('OPEN', 'ACKNOWLEDGED')
              order by last_at, id limit ?)
            """,
            seller.value(),
            seller.value(),
            lastToGo,
            Math.max(0, limit - counts));
    sql.run(
        "delete from audit.watch_drain where seller_id = ? and day <= ?", seller.value(), lastToGo);
    if (seller.equals(SellerId.PLATFORM)) {
      sql.run(
          "delete from incidents.canary_trip where reported_at is not null and tripped_at <= ?",
          lastToGo);
      sql.run("delete from incidents.intrusion_line where at <= ?", lastToGo);
    }
    sql.run(
        """
        delete from audit.watch_subject s where s.seller_id = ? and s.since <= ? and not exists (
          select from audit.watch_count c
          where c.seller_id = s.seller_id and c.grain = 'DAY' and c.subject = s.subject)
        """,
        seller.value(),
        lastToGo);
    return counts + alerts;
  }
}
