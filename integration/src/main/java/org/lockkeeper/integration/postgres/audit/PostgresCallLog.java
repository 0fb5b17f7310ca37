package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.compliance.monitoring.TookBands;
import org.lockkeeper.integration.http.CallLog;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/**
 * Calls in {@code audit.call_log}, each counted in {@code audit.call_tally} by the same statement:
 * a page over a month reads counts, and never has to wait for a run that counts.
 */
@ApplicationScoped
class PostgresCallLog implements CallLog {

  /** Counts by hours older than this are let go of; those by days stay. */
  private static final Duration HOURS_KEPT = Duration.ofDays(3);

  private final Tenancy tenancy;
  private final Ids ids;
  private final Clock clock;

  @Inject
  PostgresCallLog(Tenancy tenancy, Ids ids, Clock clock) {
    this.tenancy = tenancy;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void note(Call call) {
    Instant now = clock.instant();
    Sql sql = tenancy.as(call.seller());
    List<Boolean> added =
        sql.list(
            """
            with call (seller_id, at, id, host, operation, status, took_ms, bytes, throttled,
              request_id, budget, attempt, hour, day) as (values (?::uuid, ?::timestamptz, ?::uuid,
                ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz)),
            noted as (
              insert into audit.call_log (seller_id, at, id, host, operation, status, took_ms,
                bytes, throttled, request_id, attempt)
              select seller_id, at, id, host, operation, status, took_ms, bytes, throttled,
                request_id, attempt from call),
            seen as (
              insert into audit.call_destination (host, operation, first_at, budget)
              select host, operation, at, budget from call on conflict do nothing),
            named as (
              update audit.call_destination d set budget = c.budget from call c
              where d.host = c.host and d.operation = c.operation
                and d.budget is distinct from c.budget)
            insert into audit.call_tally as t
              (seller_id, grain, slot, host, operation, calls, failed, throttled, bytes, %1$s)
            select c.seller_id, g.grain, g.slot, c.host, c.operation, 1,
              audit.call_failed(c.status, c.throttled)::int, c.throttled::int, c.bytes, 1
            from call c, lateral (values ('HOUR', c.hour), ('DAY', c.day)) g (grain, slot)
            on conflict (seller_id, grain, slot, host, operation) do update set
              calls = t.calls + 1, failed = t.failed + excluded.failed,
              throttled = t.throttled + excluded.throttled, bytes = t.bytes + excluded.bytes,
              %1$s = t.%1$s + 1
            returning t.grain = 'HOUR' and t.calls = 1
            """
                .formatted("t" + TookBands.band(call.tookMs())),
            row -> row.getBoolean(1),
            call.seller().value(),
            now,
            ids.next(),
            call.host(),
            call.operation(),
            call.status(),
            (int) Math.min(call.tookMs(), Integer.MAX_VALUE),
            call.bytes(),
            call.throttled(),
            call.requestId(),
            call.budget(),
            call.attempt(),
            now.truncatedTo(ChronoUnit.HOURS),
            now.truncatedTo(ChronoUnit.DAYS));
    if (added.contains(true)) {
      sql.run(
          "delete from audit.call_tally where seller_id = ? and grain = 'HOUR' and slot < ?",
          call.seller().value(),
          now.minus(HOURS_KEPT));
    }
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void refused(SellerId seller, String host, String operation, RefusalReason reason) {
    tenancy
        .as(seller)
        .run(
            """
            insert into audit.refused_call (seller_id, at, id, host, operation, reason)
            values (?, ?, ?, ?, ?, ?)
            """,
            seller.value(),
            clock.instant(),
            ids.next(),
            host,
            operation,
            reason);
  }
}
