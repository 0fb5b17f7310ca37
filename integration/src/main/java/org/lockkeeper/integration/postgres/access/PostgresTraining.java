package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lockkeeper.compliance.access.people.Training;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Who was trained, in {@code access.training}. */
@ApplicationScoped
class PostgresTraining implements Training {

  private final Tenancy tenancy;

  @Inject
  PostgresTraining(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void add(Done done) {
    sql()
        .run(
            """
            insert into access.training (seller_id, id, account_id, done_at, valid_until, proof,
              recorded_by, recorded_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            SellerId.PLATFORM.value(),
            done.id(),
            done.account(),
            done.doneAt(),
            done.validUntil(),
            done.proof(),
            done.recordedBy(),
            done.recordedAt());
  }

  private record Until(UUID account, Instant at) {}

  @Override
  public Map<UUID, Instant> validUntil() {
    Map<UUID, Instant> found = new HashMap<>();
    sql()
        .list(
            """
            select account_id, max(valid_until) as until from access.training
            where seller_id = ? group by account_id
            """,
            row -> new Until(Sql.uuid(row, "account_id"), Sql.instant(row, "until")),
            SellerId.PLATFORM.value())
        .forEach(until -> found.put(until.account(), until.at()));
    return found;
  }

  @Override
  public List<Done> of(UUID account) {
    return sql()
        .list(
            """
            select id, account_id, done_at, valid_until, proof, recorded_by, recorded_at
            from access.training where seller_id = ? and account_id = ? order by done_at desc, id
            """,
            row ->
                new Done(
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "account_id"),
                    Sql.instant(row, "done_at"),
                    Sql.instant(row, "valid_until"),
                    row.getString("proof"),
                    Sql.uuid(row, "recorded_by"),
                    Sql.instant(row, "recorded_at")),
            SellerId.PLATFORM.value(),
            account);
  }
}
