package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.compliance.monitoring.TookBands;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/**
 * Figures of calls by the functions that count over all sellers; single calls under their seller.
 */
@ApplicationScoped
class PostgresOutsideCalls implements OutsideCalls {

  private final Tenancy tenancy;

  @Inject
  PostgresOutsideCalls(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private static String grain(Span span) {
    return switch (span) {
      case HOUR -> "CALL";
      case DAY -> "HOUR";
      case WEEK, MONTH -> "DAY";
    };
  }

  private record Budgeted(UUID seller, String host, String budget) {}

  @Override
  public List<Row> rows(Filter filter, Instant now, int most) {
    Sql sql = tenancy.ofNobody();
    List<Row> found =
        sql.list(
            """
            select c.*, coalesce(d.first_at, ?::timestamptz) as first_at, d.budget
            from audit.calls_by_operation(?, ?, ?, ?::uuid, ?, ?) c
            left join audit.call_destination d on d.host = c.host and d.operation = c.operation
            order by c.calls desc, c.host, c.operation, c.seller_id
            """,
            PostgresOutsideCalls::row,
            filter.span().since(now),
            grain(filter.span()),
            filter.span().since(now),
            filter.host(),
            filter.seller().map(SellerId::value),
            filter.onlyFailing(),
            most);
    Map<Budgeted, BudgetFill> fills = fills(sql, found);
    return found.stream().map(each -> withBudget(each, fills)).toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("host"),
        row.getString("operation"),
        new SellerId(Sql.uuid(row, "seller_id")),
        row.getLong("calls"),
        row.getLong("failed"),
        row.getLong("throttled"),
        row.getLong("bytes"),
        bands(row.getArray("took")),
        Sql.instant(row, "first_at"),
        Sql.optionalText(row, "budget"),
        Optional.empty());
  }

  private static TookBands bands(Array counts) throws SQLException {
    return new TookBands(Arrays.asList((Long[]) counts.getArray()));
  }

  private static Map<Budgeted, BudgetFill> fills(Sql sql, List<Row> rows) {
    UUID[] sellers = rows.stream().map(row -> row.seller().value()).distinct().toArray(UUID[]::new);
    Map<Budgeted, BudgetFill> fills = new HashMap<>();
    sql.list(
            "select * from jobs.call_budgets(?)",
            row ->
                Map.entry(
                    new Budgeted(
                        Sql.uuid(row, "seller_id"), row.getString("host"), row.getString("budget")),
                    new BudgetFill(
                        row.getDouble("tokens"),
                        row.getDouble("burst"),
                        row.getDouble("per_second"),
                        Sql.optionalInstant(row, "blocked_until"))),
            (Object) sellers)
        .forEach(entry -> fills.put(entry.getKey(), entry.getValue()));
    return fills;
  }

  private static Row withBudget(Row row, Map<Budgeted, BudgetFill> fills) {
    UUID seller = row.seller().value();
    Optional<BudgetFill> fill =
        row.budgetName()
            .flatMap(
                name -> Optional.ofNullable(fills.get(new Budgeted(seller, row.host(), name))));
    return new Row(
        row.host(),
        row.operation(),
        row.seller(),
        row.calls(),
        row.failed(),
        row.throttled(),
        row.bytes(),
        row.took(),
        row.firstSeen(),
        row.budgetName(),
        fill);
  }

  @Override
  public List<Step> steps(Filter filter, Instant now) {
    Instant since = filter.span().since(now);
    Map<Instant, Step> found = new HashMap<>();
    tenancy
        .ofNobody()
        .list(
            "select * from audit.calls_by_step(?, ?, make_interval(secs => ?), ?, ?::uuid)",
            row -> new Step(Sql.instant(row, "slot"), row.getLong("calls"), row.getLong("failed")),
            grain(filter.span()),
            since,
            (double) filter.span().step().toSeconds(),
            filter.host(),
            filter.seller().map(SellerId::value))
        .forEach(step -> found.put(step.from(), step));
    return IntStream.range(0, filter.span().steps())
        .mapToObj(i -> since.plus(filter.span().step().multipliedBy(i)))
        .map(from -> found.getOrDefault(from, new Step(from, 0, 0)))
        .toList();
  }

  @Override
  public List<Call> calls(Subject subject, Filter filter, Instant now, int most) {
    return tenancy
        .as(subject.seller())
        .list(
            """
            select at, status, took_ms, bytes, throttled, request_id, attempt from audit.call_log
            where seller_id = ? and at >= ? and host = ? and operation = ?
              and (not ? or audit.call_failed(status, throttled))
            order by at desc, id desc limit ?
            """,
            row ->
                new Call(
                    Sql.instant(row, "at"),
                    row.getInt("status"),
                    row.getLong("took_ms"),
                    row.getLong("bytes"),
                    row.getBoolean("throttled"),
                    Sql.optionalText(row, "request_id"),
                    row.getInt("attempt")),
            subject.seller().value(),
            filter.span().since(now),
            subject.host(),
            subject.operation(),
            filter.onlyFailing(),
            most);
  }

  @Override
  public List<Refusal> refusals(Filter filter, Instant now, int most) {
    return tenancy
        .ofNobody()
        .list(
            "select * from audit.refused_calls(?, ?, ?::uuid, ?)",
            row ->
                new Refusal(
                    Sql.instant(row, "at"),
                    new SellerId(Sql.uuid(row, "seller_id")),
                    row.getString("host"),
                    row.getString("operation"),
                    RefusalReason.valueOf(row.getString("reason"))),
            filter.span().since(now),
            filter.host(),
            filter.seller().map(SellerId::value),
            most);
  }

  @Override
  public List<String> hosts(int most) {
    return tenancy
        .ofNobody()
        .list(
            "select distinct host from audit.call_destination order by host limit ?",
            row -> row.getString(1),
            most);
  }
}
