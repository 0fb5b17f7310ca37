package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.LockOuts;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Locks in {@code access.lock_out}. */
@ApplicationScoped
class PostgresLockOuts implements LockOuts {

  private final Tenancy tenancy;

  @Inject
  PostgresLockOuts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(LockOut lock) {
    tenancy
        .as(lock.seller())
        .run(
            """
            insert into access.lock_out (seller_id, id, account_id, since, ends_at)
            values (?, ?, ?, ?, ?)
            """,
            lock.seller().value(),
            lock.id(),
            lock.account(),
            lock.since(),
            lock.endsAt());
  }

  @Override
  public List<LockOut> holding(Instant now, int most) {
    return tenancy
        .ofNobody()
        .list("select * from access.locks_holding(?, ?)", PostgresLockOuts::read, now, most);
  }

  @Override
  public Optional<LockOut> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(
            """
            select seller_id, id, account_id, since, ends_at from access.lock_out
            where seller_id = ? and id = ? and ended_at is null
            """,
            PostgresLockOuts::read,
            seller.value(),
            id);
  }

  @Override
  public void end(LockOut lock, UUID by, Instant at) {
    tenancy
        .as(lock.seller())
        .run(
            """
            update access.lock_out set ended_at = ?, ended_by = ?
            where seller_id = ? and account_id = ? and ended_at is null
            """,
            at,
            by,
            lock.seller().value(),
            lock.account());
  }

  private static LockOut read(ResultSet row) throws SQLException {
    return new LockOut(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Sql.uuid(row, "account_id"),
        Sql.instant(row, "since"),
        Sql.instant(row, "ends_at"));
  }
}
