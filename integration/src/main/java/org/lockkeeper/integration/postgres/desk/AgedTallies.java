package org.lockkeeper.integration.postgres.desk;

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

/** Tallies and wishes of long ago; they go as old as notices do. */
@ApplicationScoped
class AgedTallies implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedTallies(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "access.desk_tally";
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
    int wishes =
        sql.run(
            """
            delete from access.reveal_request where seller_id = ? and id in (
              select id from access.reveal_request where seller_id = ? and asked_at <= ?
              order by asked_at, id limit ?)
            """,
            seller.value(),
            seller.value(),
            lastToGo,
            limit);
    return wishes
        + sql.run(
            """
            delete from access.desk_tally where seller_id = ? and ctid = any (array(
              select ctid from access.desk_tally where seller_id = ? and slot <= ?
              order by slot limit ?))
            """,
            seller.value(),
            seller.value(),
            lastToGo,
            Math.max(0, limit - wishes));
  }
}
