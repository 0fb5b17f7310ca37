package org.lockkeeper.integration.postgres.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.compliance.monitoring.watch.WatchCounts;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Counts in {@code audit.watch_count} and its neighbours. */
@ApplicationScoped
class PostgresWatchCounts implements WatchCounts {

  private static final String PLACE = "PLACE";

  /** Places are remembered for so long after the last visit. */
  private static final int PLACES_KEPT_DAYS = 180;

  /** Old rows go in bites, so that no statement is long. */
  private static final int BITE = 20_000;

  private final Tenancy tenancy;

  @Inject
  PostgresWatchCounts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  @Override
  public Optional<Cursor> cursor() {
    return sql()
        .first(
            """
            select epoch, next_index, calls_until from audit.watch_cursor where seller_id = ?
            for update
            """,
            row ->
                new Cursor(
                    row.getInt("epoch"),
                    row.getLong("next_index"),
                    Sql.instant(row, "calls_until")),
            ours());
  }

  @Override
  public void move(Cursor to) {
    sql()
        .run(
            """
            insert into audit.watch_cursor (seller_id, epoch, next_index, calls_until)
            values (?, ?, ?, ?)
            on conflict (seller_id) do update set epoch = excluded.epoch,
              next_index = excluded.next_index, calls_until = excluded.calls_until
            """,
            ours(),
            to.epoch(),
            to.next(),
            to.callsUntil());
  }

  @Override
  public void add(Subject subject, Signal signal, Instant slot, long more) {
    sql()
        .run(
            """
            insert into audit.watch_count as c (seller_id, grain, subject, signal, slot, n)
            select ?, g.grain, ?, ?, g.slot, ?
            from (values ('FIVE', ?::timestamptz), ('HOUR', ?::timestamptz),
              ('DAY', ?::timestamptz)) g (grain, slot)
            on conflict (seller_id, grain, subject, signal, slot)
              do update set n = greatest(0, c.n + excluded.n)
            """,
            ours(),
            subject.text(),
            signal,
            more,
            slot,
            slot.truncatedTo(ChronoUnit.HOURS),
            slot.truncatedTo(ChronoUnit.DAYS));
  }

  @Override
  public boolean set(Subject subject, Signal signal, Instant slot, long count) {
    long before =
        sql()
            .count(
                """
                select n from audit.watch_count
                where seller_id = ? and grain = 'FIVE' and subject = ? and signal = ? and slot = ?
                """,
                ours(),
                subject.text(),
                signal,
                slot);
    if (count > before) {
      add(subject, signal, slot, count - before);
    }
    return count > before;
  }

  @Override
  public boolean firstOfDay(Subject subject, Signal signal, String what, Instant day) {
    return sql()
            .run(
                """
                insert into audit.watch_seen as s (seller_id, subject, signal, what, seen_at)
                values (?, ?, ?, ?, ?)
                on conflict (seller_id, subject, signal, what)
                  do update set seen_at = excluded.seen_at where s.seen_at < excluded.seen_at
                """,
                ours(),
                subject.text(),
                signal,
                what,
                day)
        == 1;
  }

  @Override
  public Places come(Subject subject, String place, Instant at) {
    Sql sql = sql();
    int known =
        Math.toIntExact(
            sql.count(
                """
                select count(*) from audit.watch_seen
                where seller_id = ? and subject = ? and signal = ? and what <> ?
                """,
                ours(),
                subject.text(),
                PLACE,
                place));
    boolean there =
        sql.exists(
            """
            select 1 from audit.watch_seen
            where seller_id = ? and subject = ? and signal = ? and what = ?
            """,
            ours(),
            subject.text(),
            PLACE,
            place);
    sql.run(
        """
        insert into audit.watch_seen as s (seller_id, subject, signal, what, seen_at)
        values (?, ?, ?, ?, ?)
        on conflict (seller_id, subject, signal, what)
          do update set seen_at = greatest(s.seen_at, excluded.seen_at)
        """,
        ours(),
        subject.text(),
        PLACE,
        place,
        at);
    return new Places(known, !there);
  }

  @Override
  public SortedMap<Instant, Long> fives(Subject subject, Signal signal, Instant since) {
    return counts("FIVE", subject, signal, since, Instant.parse("9999-01-01T00:00:00Z"));
  }

  @Override
  public SortedMap<Instant, Long> hours(
      Subject subject, Signal signal, Instant since, Instant until) {
    return counts("HOUR", subject, signal, since, until);
  }

  private SortedMap<Instant, Long> counts(
      String grain, Subject subject, Signal signal, Instant since, Instant until) {
    SortedMap<Instant, Long> found = new TreeMap<>();
    sql()
        .list(
            """
            select slot, n from audit.watch_count
            where seller_id = ? and grain = ? and subject = ? and signal = ? and slot >= ?
              and slot < ?
            """,
            row -> found.put(Sql.instant(row, "slot"), row.getLong("n")),
            ours(),
            grain,
            subject.text(),
            signal,
            since,
            until);
    return found;
  }

  @Override
  public Optional<Known> known(Subject subject) {
    return sql()
        .first(
            "select role, since from audit.watch_subject where seller_id = ? and subject = ?",
            row -> new Known(subject, row.getString("role"), Sql.instant(row, "since")),
            ours(),
            subject.text());
  }

  @Override
  public Optional<String> roleOf(UUID account) {
    sql();
    return tenancy
        .knowing(Tenancy.Key.ACCOUNT, account.toString())
        .first(
            "select role from access.account where id = ?", row -> row.getString("role"), account);
  }

  @Override
  public void note(Known fresh) {
    sql()
        .run(
            """
            insert into audit.watch_subject (seller_id, subject, role, since) values (?, ?, ?, ?)
            on conflict do nothing
            """,
            ours(),
            fresh.subject().text(),
            fresh.role(),
            fresh.since());
  }

  @Override
  public List<Subject> peers(Known than, Instant before, int most) {
    return sql()
        .list(
            """
            select subject from audit.watch_subject
            where seller_id = ? and role = ? and since < ? and subject <> ?
            order by since desc, subject limit ?
            """,
            row -> Subject.of(row.getString("subject")),
            ours(),
            than.role(),
            before,
            than.subject().text(),
            most);
  }

  @Override
  public Optional<Drain> drain(Subject subject, Signal signal) {
    return sql()
        .first(
            """
            select day, sum from audit.watch_drain
            where seller_id = ? and subject = ? and signal = ?
            """,
            row -> new Drain(Sql.instant(row, "day"), row.getDouble("sum")),
            ours(),
            subject.text(),
            signal);
  }

  @Override
  public void keep(Subject subject, Signal signal, Drain drain) {
    sql()
        .run(
            """
            insert into audit.watch_drain (seller_id, subject, signal, day, sum)
            values (?, ?, ?, ?, ?)
            on conflict (seller_id, subject, signal)
              do update set day = excluded.day, sum = excluded.sum
            """,
            ours(),
            subject.text(),
            signal,
            drain.day(),
            drain.sum());
  }

  @Override
  public List<Calls> calls(Instant since, Instant until) {
    return sql()
        .list(
            """
            select seller_id, host, slot, calls, refused, throttled, failed
            from audit.calls_to_watch(?, ?)
            """,
            row ->
                new Calls(
                    new SellerId(Sql.uuid(row, "seller_id")),
                    row.getString("host"),
                    Sql.instant(row, "slot"),
                    row.getLong("calls"),
                    row.getLong("refused"),
                    row.getLong("throttled"),
                    row.getLong("failed")),
            since,
            until);
  }

  @Override
  public List<FirstCall> firstCalls(Instant since, Instant until, Instant knownSince) {
    return sql()
        .list(
            """
            select host, operation, first_at from audit.call_destination
            where first_at >= ? and first_at < ?
              and exists (select from audit.call_destination where first_at < ?)
            order by first_at, host, operation
            """,
            row ->
                new FirstCall(
                    row.getString("host"),
                    row.getString("operation"),
                    Sql.instant(row, "first_at")),
            since,
            until,
            knownSince);
  }

  @Override
  public void tidy(Instant fivesBefore, Instant hoursBefore) {
    old("FIVE", fivesBefore);
    old("HOUR", hoursBefore);
    sql()
        .run(
            """
            delete from audit.watch_seen where seller_id = ? and ctid = any (array(
              select ctid from audit.watch_seen where seller_id = ?
                and seen_at < case when signal = ? then ?::timestamptz else ?::timestamptz end
              limit ?))
            """,
            ours(),
            ours(),
            PLACE,
            fivesBefore.minus(PLACES_KEPT_DAYS, ChronoUnit.DAYS),
            fivesBefore,
            BITE);
  }

  private void old(String grain, Instant before) {
    sql()
        .run(
            """
            delete from audit.watch_count where seller_id = ? and ctid = any (array(
              select ctid from audit.watch_count where seller_id = ? and grain = ? and slot < ?
              limit ?))
            """,
            ours(),
            ours(),
            grain,
            before,
            BITE);
  }
}
