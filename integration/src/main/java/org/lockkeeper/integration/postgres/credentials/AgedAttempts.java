package org.lockkeeper.integration.postgres.credentials;

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

/** Attempts to connect an account whose time is long over. */
@ApplicationScoped
class AgedAttempts implements AgedRecords {

  private final Tenancy tenancy;

  @Inject
  AgedAttempts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "credentials.authorization_attempt";
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
    return tenancy
        .as(seller)
        .run(
            """
            delete from credentials.authorization_attempt where (seller_id, state_digest) in (
              select seller_id, state_digest from credentials.authorization_attempt
              where seller_id = ? and ends_at <= ? order by ends_at limit ?)
            """,
            seller.value(),
            lastToGo,
            limit);
  }
}
