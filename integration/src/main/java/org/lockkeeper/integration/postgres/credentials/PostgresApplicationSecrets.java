package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.ApplicationSecret.State;
import org.lockkeeper.credentials.rotation.ApplicationSecrets;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Application secrets in {@code credentials.application_secret}. */
@ApplicationScoped
class PostgresApplicationSecrets implements ApplicationSecrets {

  private static final String SELECT =
      """
      select platform, state, since, previous_until, former_until, new_until, revision, written_at,
        ends_at, trouble, trouble_at
      from credentials.application_secret where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresApplicationSecrets(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public ApplicationSecret of(Platform platform) {
    return sql()
        .first(
            SELECT + "and platform = ?",
            PostgresApplicationSecrets::read,
            SellerId.PLATFORM.value(),
            platform.value())
        .orElseGet(() -> ApplicationSecret.unknown(platform));
  }

  @Override
  public ApplicationSecret locked(Platform platform) {
    sql()
        .run(
            """
            insert into credentials.application_secret (seller_id, platform, state, revision)
            values (?, ?, 'IDLE', 0) on conflict do nothing
            """,
            SellerId.PLATFORM.value(),
            platform.value());
    return sql()
        .first(
            SELECT + "and platform = ? for update",
            PostgresApplicationSecrets::read,
            SellerId.PLATFORM.value(),
            platform.value())
        .orElseThrow();
  }

  @Override
  public List<ApplicationSecret> all() {
    return sql()
        .list(
            SELECT + "order by platform",
            PostgresApplicationSecrets::read,
            SellerId.PLATFORM.value());
  }

  @Override
  public void save(ApplicationSecret secret) {
    ApplicationSecret.Snapshot s = secret.snapshot();
    Columns columns = Columns.of(s.state());
    sql()
        .run(
            """
            insert into credentials.application_secret (seller_id, platform, state, since,
              previous_until, former_until, new_until, revision, written_at, ends_at, trouble,
              trouble_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (seller_id, platform) do update set
              state = excluded.state, since = excluded.since,
              previous_until = excluded.previous_until, former_until = excluded.former_until,
              new_until = excluded.new_until, revision = excluded.revision,
              written_at = excluded.written_at, ends_at = excluded.ends_at,
              trouble = excluded.trouble, trouble_at = excluded.trouble_at
            """,
            SellerId.PLATFORM.value(),
            s.platform().value(),
            columns.word(),
            columns.since().orElse(null),
            s.state().previousUntil().orElse(null),
            columns.formerUntil().orElse(null),
            columns.newUntil().orElse(null),
            s.revision(),
            s.writtenAt().orElse(null),
            s.endsAt().orElse(null),
            s.trouble().map(t -> t.reason().name()).orElse(null),
            s.trouble().map(ApplicationSecret.Trouble::at).orElse(null));
  }

  private record Columns(
      String word,
      Optional<Instant> since,
      Optional<Instant> formerUntil,
      Optional<Instant> newUntil) {

    static Columns of(State state) {
      return switch (state) {
        case State.Idle i ->
            new Columns("IDLE", Optional.empty(), Optional.empty(), Optional.empty());
        case State.Requested r ->
            new Columns("REQUESTED", Optional.of(r.since()), Optional.empty(), Optional.empty());
        case State.Trial t ->
            new Columns("TRIAL", Optional.of(t.since()), t.formerUntil(), t.newUntil());
        case State.Overlap o ->
            new Columns("OVERLAP", Optional.of(o.since()), Optional.empty(), Optional.empty());
      };
    }
  }

  @Override
  public boolean firstArrival(Platform platform, String print, Instant at) {
    return sql()
            .run(
                """
                insert into credentials.application_secret_arrival (seller_id, platform, print, at)
                values (?, ?, ?, ?) on conflict do nothing
                """,
                SellerId.PLATFORM.value(),
                platform.value(),
                print,
                at)
        == 1;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static ApplicationSecret read(ResultSet row) throws SQLException {
    Optional<Instant> troubleAt = Sql.optionalInstant(row, "trouble_at");
    String reason = row.getString("trouble");
    return ApplicationSecret.restore(
        new ApplicationSecret.Snapshot(
            new Platform(row.getString("platform")),
            state(row),
            row.getInt("revision"),
            Sql.optionalInstant(row, "written_at"),
            Sql.optionalInstant(row, "ends_at"),
            troubleAt.map(
                at ->
                    new ApplicationSecret.Trouble(ApplicationSecret.Reason.valueOf(reason), at))));
  }

  private static State state(ResultSet row) throws SQLException {
    Optional<Instant> previous = Sql.optionalInstant(row, "previous_until");
    String word = row.getString("state");
    return switch (word) {
      case "IDLE" -> new State.Idle();
      case "REQUESTED" -> new State.Requested(Sql.instant(row, "since"), previous);
      case "TRIAL" ->
          new State.Trial(
              Sql.instant(row, "since"),
              previous,
              Sql.optionalInstant(row, "former_until"),
              Sql.optionalInstant(row, "new_until"));
      case "OVERLAP" -> new State.Overlap(Sql.instant(row, "since"), previous.orElseThrow());
      default -> throw new SQLException("no such state: " + word);
    };
  }
}
