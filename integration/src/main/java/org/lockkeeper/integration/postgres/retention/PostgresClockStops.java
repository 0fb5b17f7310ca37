package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.ClockGuard;
import org.lockkeeper.retention.ClockStops;

/** Readings in {@code retention.clock_reading}, stops in {@code retention.clock_stop}. */
@ApplicationScoped
class PostgresClockStops implements ClockStops {

  private final Tenancy tenancy;

  @Inject
  PostgresClockStops(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Instant reference() {
    return tenancy
        .ofNobody()
        .first("select clock_timestamp() as at", row -> Sql.instant(row, "at"))
        .orElseThrow();
  }

  @Override
  public Optional<ClockGuard.Reading> last() {
    return tenancy
        .ofNobody()
        .first(
            "select ours, reference from retention.clock_reading",
            row -> new ClockGuard.Reading(Sql.instant(row, "ours"), Sql.instant(row, "reference")));
  }

  @Override
  public void believed(ClockGuard.Reading reading) {
    Sql sql = tenancy.ofNobody();
    sql.run(
        """
        insert into retention.clock_reading (one, ours, reference) values (true, ?, ?)
        on conflict (one) do update set ours = excluded.ours, reference = excluded.reference
        """,
        reading.ours(),
        reading.reference());
    sql.run(
        "update retention.clock_stop set over_at = ? where over_at is null", reading.reference());
  }

  @Override
  public Optional<ClockGuard.Stop> open() {
    return tenancy
        .ofNobody()
        .first(
            """
            select id, ours_before, reference_before, ours_seen, reference_seen, confirmed_by,
              confirmed_at, over_at
            from retention.clock_stop where over_at is null for update
            """,
            row ->
                new ClockGuard.Stop(
                    Sql.uuid(row, "id"),
                    new ClockGuard.Reading(
                        Sql.instant(row, "ours_before"), Sql.instant(row, "reference_before")),
                    new ClockGuard.Reading(
                        Sql.instant(row, "ours_seen"), Sql.instant(row, "reference_seen")),
                    Optional.ofNullable(row.getObject("confirmed_by", UUID.class)),
                    Sql.optionalInstant(row, "confirmed_at"),
                    Sql.optionalInstant(row, "over_at")));
  }

  @Override
  public void stopped(ClockGuard.Stop stop) {
    Sql sql = tenancy.ofNobody();
    sql.run(
        "update retention.clock_stop set over_at = ? where over_at is null",
        stop.seen().reference());
    sql.run(
        """
        insert into retention.clock_stop
          (id, ours_before, reference_before, ours_seen, reference_seen)
        values (?, ?, ?, ?, ?)
        """,
        stop.id(),
        stop.before().ours(),
        stop.before().reference(),
        stop.seen().ours(),
        stop.seen().reference());
  }

  @Override
  public void confirmed(UUID id, UUID admin, Instant at) {
    tenancy
        .ofNobody()
        .run(
            """
            update retention.clock_stop set confirmed_by = ?, confirmed_at = ?
            where id = ? and over_at is null and confirmed_at is null
            """,
            admin,
            at,
            id);
  }
}
