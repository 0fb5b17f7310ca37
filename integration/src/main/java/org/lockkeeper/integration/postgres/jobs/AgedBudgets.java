package org.lockkeeper.integration.postgres.jobs;

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

/** Budgets of outside calls that nobody has used for long: they are full again. */
@ApplicationScoped
class AgedBudgets implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedBudgets(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "jobs.call_budget";
  }

  @Override
  public AgeRule rule(RetentionSchedule schedule) {
    return schedule.rule(Remnant.BUDGET);
  }

  @Override
  public Set<DataKind> kinds() {
    return Set.of();
  }

  /** By the database's clock as well, by which budgets are kept. */
  @Override
  public int dispose(
      SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
    return tenancy
        .as(seller)
        .run(
            """
            delete from jobs.call_budget where (seller_id, application, host, budget) in (
              select seller_id, application, host, budget from jobs.call_budget
              where seller_id = ? and as_of <= ? and as_of <= clock_timestamp() - interval '1 day'
                and blocked_until <= clock_timestamp() and promised_until <= clock_timestamp()
              limit ?)
            """,
            seller.value(),
            lastToGo,
            limit);
  }
}
