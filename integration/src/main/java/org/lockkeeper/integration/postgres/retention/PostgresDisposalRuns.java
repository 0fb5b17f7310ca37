package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.compliance.disposal.DisposalRuns;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;

/** What the second sweeper did, in {@code retention.disposal_run}. */
@ApplicationScoped
class PostgresDisposalRuns implements DisposalRuns {

  private final Tenancy tenancy;

  @Inject
  PostgresDisposalRuns(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void note(Part part) {
    Sql sql = tenancy.ofNobody();
    sql.run(
        "delete from retention.disposal_run where holder = ? and gone = 0 and failed = 0",
        part.holder());
    sql.run(
        "insert into retention.disposal_run (as_of, holder, gone, failed) values (?, ?, ?, ?)",
        part.asOf(),
        part.holder(),
        part.gone(),
        part.failed());
  }

  @Override
  public List<Part> latest() {
    return tenancy
        .ofNobody()
        .list(
            """
            select distinct on (holder) holder, as_of, gone, failed from retention.disposal_run
            order by holder, noted_at desc
            """,
            row ->
                new Part(
                    Sql.instant(row, "as_of"),
                    row.getString("holder"),
                    row.getLong("gone"),
                    row.getLong("failed")));
  }
}
