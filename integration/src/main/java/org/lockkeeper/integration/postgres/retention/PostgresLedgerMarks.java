package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.compliance.disposal.ErasureLedger;
import org.lockkeeper.compliance.disposal.LedgerMarks;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;

/** Marks in {@code retention.ledger_mark}, which belongs to no seller. */
@ApplicationScoped
class PostgresLedgerMarks implements LedgerMarks {

  private final Tenancy tenancy;

  @Inject
  PostgresLedgerMarks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void mark(ErasureLedger.Line line, Instant at) {
    tenancy
        .ofNobody()
        .run(
            """
            insert into retention.ledger_mark (position, entry, line_hash, marked_at)
            values (?, ?, ?, ?) on conflict do nothing
            """,
            line.position(),
            line.id(),
            line.hash(),
            at);
  }

  @Override
  public void ifRolledBack(Runnable work) {
    tenancy.ifRolledBack(work);
  }

  @Override
  public boolean takeTurn(ErasureLedger.Line line) {
    Sql sql = tenancy.ofNobody();
    sql.exists("select pg_advisory_xact_lock(hashtext('retention.ledger_mark'))");
    return sql.exists(
        "select position from retention.ledger_mark where position = ?", line.position());
  }

  @Override
  public Extent marked() {
    Sql sql = tenancy.ofNobody();
    return new Extent(
        sql.count("select count(*) from retention.ledger_mark"),
        sql.first(
            "select position, line_hash from retention.ledger_mark order by position desc limit 1",
            row -> new Mark(row.getLong("position"), row.getString("line_hash"))));
  }

  @Override
  public List<Long> missing(long after, long length) {
    return tenancy
        .ofNobody()
        .list(
            """
            select n from generate_series(?, ?) n
            where not exists (select from retention.ledger_mark m where m.position = n)
            order by n limit 10000
            """,
            row -> row.getLong("n"),
            after + 1,
            length);
  }
}
