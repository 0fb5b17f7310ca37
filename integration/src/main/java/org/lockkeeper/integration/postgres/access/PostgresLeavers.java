package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.people.Leavers;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Who left, in {@code access.leaver}. */
@ApplicationScoped
class PostgresLeavers implements Leavers {

  private static final String SELECT =
      """
      select id, person, done_by, reason, left_at, began_at, disabled_at, done_at, accounts,
        sessions, assignments, flagged, handed_to
      from access.leaver where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresLeavers(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void add(Leaver fresh) {
    sql()
        .run(
            """
            insert into access.leaver (seller_id, id, person, done_by, reason, left_at, began_at,
              disabled_at, accounts, sessions, assignments, flagged, handed_to)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            SellerId.PLATFORM.value(),
            fresh.id(),
            fresh.person(),
            fresh.doneBy(),
            fresh.reason(),
            fresh.leftAt(),
            fresh.beganAt(),
            fresh.disabledAt(),
            fresh.accounts(),
            fresh.sessions(),
            fresh.assignments(),
            fresh.flagged(),
            fresh.handedTo());
  }

  @Override
  public Optional<Leaver> hold(UUID id) {
    return sql()
        .first(
            SELECT + " and id = ? for update",
            PostgresLeavers::read,
            SellerId.PLATFORM.value(),
            id);
  }

  @Override
  public void done(UUID id, Instant at) {
    sql()
        .run(
            "update access.leaver set done_at = ? where seller_id = ? and id = ?",
            at,
            SellerId.PLATFORM.value(),
            id);
  }

  @Override
  public List<Leaver> newest(int limit) {
    return sql()
        .list(
            SELECT + " order by began_at desc, id limit ?",
            PostgresLeavers::read,
            SellerId.PLATFORM.value(),
            limit);
  }

  private static Leaver read(ResultSet row) throws SQLException {
    return new Leaver(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "person"),
        Sql.uuid(row, "done_by"),
        row.getString("reason"),
        Sql.instant(row, "left_at"),
        Sql.instant(row, "began_at"),
        Sql.instant(row, "disabled_at"),
        Sql.optionalInstant(row, "done_at"),
        row.getInt("accounts"),
        row.getInt("sessions"),
        row.getInt("assignments"),
        row.getInt("flagged"),
        Optional.ofNullable(row.getObject("handed_to", UUID.class)));
  }
}
