package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.people.ServiceAccounts;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Ways in of no person, in {@code access.service_account}. */
@ApplicationScoped
class PostgresServiceAccounts implements ServiceAccounts {

  private final Tenancy tenancy;

  @Inject
  PostgresServiceAccounts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public boolean add(ServiceAccount fresh) {
    return sql()
            .run(
                """
                insert into access.service_account (seller_id, id, label, kind, purpose, owner,
                  review_by, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (seller_id, label) do nothing
                """,
                SellerId.PLATFORM.value(),
                fresh.id(),
                fresh.label(),
                fresh.kind(),
                fresh.purpose(),
                fresh.owner(),
                fresh.reviewBy(),
                fresh.createdAt())
        == 1;
  }

  @Override
  public List<ServiceAccount> all() {
    return sql()
        .list(
            """
            select id, label, kind, purpose, owner, review_by, created_at
            from access.service_account where seller_id = ? and ended_at is null order by label
            """,
            row ->
                new ServiceAccount(
                    Sql.uuid(row, "id"),
                    row.getString("label"),
                    Kind.valueOf(row.getString("kind")),
                    row.getString("purpose"),
                    Optional.ofNullable(row.getObject("owner", UUID.class)),
                    Sql.instant(row, "review_by"),
                    Sql.instant(row, "created_at")),
            SellerId.PLATFORM.value());
  }

  @Override
  public void tend(UUID id, UUID owner, Instant reviewBy) {
    sql()
        .run(
            """
            update access.service_account set owner = ?, review_by = ?
            where seller_id = ? and id = ? and ended_at is null
            """,
            owner,
            reviewBy,
            SellerId.PLATFORM.value(),
            id);
  }

  @Override
  public boolean end(UUID id, Instant at) {
    return sql()
            .run(
                """
                update access.service_account set ended_at = ?
                where seller_id = ? and id = ? and ended_at is null
                """,
                at,
                SellerId.PLATFORM.value(),
                id)
        == 1;
  }

  @Override
  public void withoutOwner(Set<UUID> owners) {
    sql()
        .run(
            """
            update access.service_account set owner = null
            where seller_id = ? and owner = any (?) and ended_at is null
            """,
            SellerId.PLATFORM.value(),
            owners.toArray(UUID[]::new));
  }
}
