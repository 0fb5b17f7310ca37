package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Sweeps;

/** Strip runs in {@code retention.sweep_run}. */
@ApplicationScoped
class PostgresSweeps implements Sweeps {

  private final Tenancy tenancy;

  @Inject
  PostgresSweeps(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void note(Run run) {
    Sql sql = tenancy.ofNobody();
    sql.run(
        "delete from retention.sweep_run where stripped = 0 and remaining = 0 and failed = '{}'");
    sql.run(
        "insert into retention.sweep_run (as_of, took_ms, stripped, remaining, failed)"
            + " values (?, ?, ?, ?, ?)",
        run.asOf(),
        run.took().toMillis(),
        run.stripped(),
        run.remaining(),
        run.failed().stream().map(SellerId::value).toArray(UUID[]::new));
  }

  @Override
  public List<Run> latest(int limit) {
    return tenancy
        .ofNobody()
        .list(
            """
            select as_of, took_ms, stripped, remaining, failed from retention.sweep_run
            order by noted_at desc limit ?
            """,
            row ->
                new Run(
                    Sql.instant(row, "as_of"),
                    Duration.ofMillis(row.getLong("took_ms")),
                    row.getLong("stripped"),
                    row.getLong("remaining"),
                    Arrays.stream((UUID[]) row.getArray("failed").getArray())
                        .map(SellerId::new)
                        .toList()),
            limit);
  }
}
