package org.lockkeeper.integration.postgres.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.integration.http.Budget;
import org.lockkeeper.integration.http.BudgetLevel;
import org.lockkeeper.integration.http.Budgets;
import org.lockkeeper.integration.http.Throttling;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;

/**
 * Budgets in {@code jobs.call_budget}. The time is the database's: nodes have clocks that differ by
 * more than the buckets can bear.
 */
@ApplicationScoped
class PostgresBudgets implements Budgets {

  private final Tenancy tenancy;

  @Inject
  PostgresBudgets(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private record Read(BudgetLevel level, Instant now) {}

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Turn take(Key key, Budget budget, Duration longestPause) {
    Sql sql = tenancy.as(key.seller());
    Optional<Read> found = read(sql, key);
    if (found.isEmpty()) {
      open(sql, key, budget);
      found = read(sql, key);
    }
    Read read = found.orElseThrow();
    BudgetLevel.Step step = read.level().take(budget, longestPause, read.now());
    write(sql, key, step.next());
    return step.turn();
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void throttled(Key key, Duration pause) {
    Sql sql = tenancy.as(key.seller());
    read(sql, key).ifPresent(read -> write(sql, key, read.level().throttled(pause, read.now())));
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void heard(Key key, Throttling.Level told) {
    Sql sql = tenancy.as(key.seller());
    read(sql, key)
        .ifPresent(
            read -> {
              BudgetLevel next = read.level().heard(told, read.now());
              if (next.saysMoreThan(read.level())) {
                write(sql, key, next);
              }
            });
  }

  /** Locks the bucket until the end of the transaction. */
  private static Optional<Read> read(Sql sql, Key key) {
    return sql.first(
        """
        select tokens, as_of, per_second, burst, planned_per_second, planned_burst, blocked_until,
          promised_until, throttled_in_row, clock_timestamp() as now
        from jobs.call_budget
        where seller_id = ? and application = ? and host = ? and budget = ? for update
        """,
        PostgresBudgets::read,
        key.seller().value(),
        key.application(),
        key.host(),
        key.name());
  }

  private static Read read(ResultSet row) throws SQLException {
    return new Read(
        new BudgetLevel(
            row.getDouble("tokens"),
            Sql.instant(row, "as_of"),
            row.getDouble("per_second"),
            row.getDouble("burst"),
            row.getDouble("planned_per_second"),
            row.getDouble("planned_burst"),
            Sql.instant(row, "blocked_until"),
            Sql.instant(row, "promised_until"),
            row.getInt("throttled_in_row")),
        Sql.instant(row, "now"));
  }

  private static void open(Sql sql, Key key, Budget budget) {
    sql.run(
        """
        insert into jobs.call_budget (seller_id, application, host, budget, tokens, as_of,
          per_second, burst, planned_per_second, planned_burst, blocked_until, promised_until,
          throttled_in_row)
        values (?, ?, ?, ?, ?, clock_timestamp(), ?, ?, ?, ?, to_timestamp(0), to_timestamp(0), 0)
        on conflict do nothing
        """,
        key.seller().value(),
        key.application(),
        key.host(),
        key.name(),
        budget.burst(),
        budget.perSecond(),
        budget.burst(),
        budget.perSecond(),
        budget.burst());
  }

  private static void write(Sql sql, Key key, BudgetLevel level) {
    sql.run(
        """
        update jobs.call_budget set tokens = ?, as_of = ?, per_second = ?, burst = ?,
          planned_per_second = ?, planned_burst = ?, blocked_until = ?, promised_until = ?,
          throttled_in_row = ?
        where seller_id = ? and application = ? and host = ? and budget = ?
        """,
        level.tokens(),
        level.asOf(),
        level.perSecond(),
        level.burst(),
        level.plannedPerSecond(),
        level.plannedBurst(),
        level.blockedUntil(),
        level.promisedUntil(),
        level.throttledInRow(),
        key.seller().value(),
        key.application(),
        key.host(),
        key.name());
  }
}
