package org.lockkeeper.integration.postgres.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Marks in {@code audit.clock_mark}. */
@ApplicationScoped
class PostgresClockMarks implements ClockMarks {

  private final Tenancy tenancy;

  @Inject
  PostgresClockMarks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  @Override
  public void add(Mark fresh) {
    sql()
        .run(
            """
            insert into audit.clock_mark (seller_id, id, clock, done_on, done_by, proof, marked_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """,
            ours(),
            fresh.id(),
            fresh.clock(),
            fresh.doneOn(),
            fresh.by(),
            fresh.proof(),
            fresh.markedAt());
  }

  @Override
  public List<Mark> of(String clock, int most) {
    return sql()
        .list(
            """
            select id, clock, done_on, done_by, proof, marked_at from audit.clock_mark
            where seller_id = ? and clock = ?
            order by done_on desc, marked_at desc, id limit ?
            """,
            PostgresClockMarks::mark,
            ours(),
            clock,
            most);
  }

  @Override
  public List<Mark> newest() {
    return sql()
        .list(
            """
            select distinct on (clock) id, clock, done_on, done_by, proof, marked_at
            from audit.clock_mark where seller_id = ?
            order by clock, done_on desc, marked_at desc
            """,
            PostgresClockMarks::mark,
            ours());
  }

  @Override
  public Instant beginning() {
    return sql()
        .first(
            "select created_at from access.seller where seller_id = ?",
            row -> Sql.instant(row, "created_at"),
            ours())
        .orElseThrow();
  }

  private static Mark mark(ResultSet row) throws SQLException {
    return new Mark(
        Sql.uuid(row, "id"),
        row.getString("clock"),
        row.getObject("done_on", LocalDate.class),
        Sql.uuid(row, "done_by"),
        row.getString("proof"),
        Sql.instant(row, "marked_at"));
  }
}
