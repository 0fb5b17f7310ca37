package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.lockkeeper.compliance.disposal.AgedLogs;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Old calls of all sellers by the functions that may remove them, and figures of old runs. */
@ApplicationScoped
class PostgresAgedLogs implements AgedLogs {

  private static final int MONTHS_AHEAD = 24;

  private final Tenancy tenancy;

  @Inject
  PostgresAgedLogs(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Gone disposeCalls(Instant lastToGo, Collection<SellerId> kept, Instant now) {
    Sql sql = tenancy.ofNobody();
    long rows =
        sql.count(
            "select audit.dispose_calls(?, ?)",
            lastToGo,
            kept.stream().map(SellerId::value).toArray(UUID[]::new));
    long misplaced = sql.count("select audit.misplaced_calls()");
    return sql.first(
            "select dropped, added from audit.tend_call_months(?, ?, ?, ?)",
            row -> new Gone(rows, row.getInt("dropped"), row.getInt("added"), misplaced),
            now,
            lastToGo,
            MONTHS_AHEAD,
            kept.isEmpty())
        .orElseThrow();
  }

  @Override
  public long disposeRuns(Instant lastToGo) {
    Sql sql = tenancy.ofNobody();
    long gone = sql.run("delete from retention.sweep_run where as_of <= ?", lastToGo);
    return gone + sql.run("delete from retention.disposal_run where as_of <= ?", lastToGo);
  }
}
