package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.KeyInventory;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;

/** Cohorts with the counts of the function that sees all sellers. */
@ApplicationScoped
class PostgresKeyInventory implements KeyInventory {

  private final Tenancy tenancy;

  @Inject
  PostgresKeyInventory(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Line> cohorts(int most) {
    return tenancy
        .ofNobody()
        .list(
            """
            select c.cohort, c.custodian_key, c.state, c.disabled_at, c.deletion_due_at,
              c.confirmed_at, coalesce(f.order_keys, 0) as order_keys,
              coalesce(f.sellers, 0) as sellers, f.first_seller_key
            from keys.cohort c left join keys.figures() f on f.cohort = c.cohort
            order by c.ends_at desc, c.cohort limit ?
            """,
            row ->
                new Line(
                    PostgresCohorts.read(row),
                    row.getLong("order_keys"),
                    row.getLong("sellers"),
                    Optional.ofNullable(Sql.uuid(row, "first_seller_key"))
                        .map(PostgresKeyInventory::madeAt)),
            most);
  }

  /** Ids of keys are version 7 (RFC 9562): their first 48 bits are milliseconds. */
  private static Instant madeAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
