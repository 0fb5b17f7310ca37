package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.Ending;
import org.lockkeeper.credentials.Endings;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Endings in {@code credentials.connection_ending}. */
@ApplicationScoped
class PostgresEndings implements Endings {

  private static final String SELECT =
      """
      select seller_id, connection_id, revoked_at, deletion_due_by, stage, next_try, done_at
      from credentials.connection_ending where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresEndings(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void save(Ending e) {
    tenancy
        .as(e.seller())
        .run(
            """
            insert into credentials.connection_ending
              (seller_id, connection_id, revoked_at, deletion_due_by, stage, next_try, done_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (seller_id, connection_id) do update set
              stage = excluded.stage, next_try = excluded.next_try, done_at = excluded.done_at
            """,
            e.seller().value(),
            e.connection().value(),
            e.revokedAt(),
            e.deletionDueBy(),
            e.stage(),
            e.nextTry(),
            e.doneAt());
  }

  @Override
  public Optional<Ending> of(SellerId seller, ConnectionId connection) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "and connection_id = ?",
            PostgresEndings::read,
            seller.value(),
            connection.value());
  }

  @Override
  public List<Ending> all(SellerId seller) {
    return tenancy
        .as(seller)
        .list(SELECT + "order by revoked_at desc", PostgresEndings::read, seller.value());
  }

  private static Ending read(ResultSet row) throws SQLException {
    return new Ending(
        new SellerId(Sql.uuid(row, "seller_id")),
        new ConnectionId(Sql.uuid(row, "connection_id")),
        Sql.instant(row, "revoked_at"),
        Sql.instant(row, "deletion_due_by"),
        Ending.Stage.valueOf(row.getString("stage")),
        Sql.optionalInstant(row, "next_try"),
        Sql.optionalInstant(row, "done_at"));
  }
}
