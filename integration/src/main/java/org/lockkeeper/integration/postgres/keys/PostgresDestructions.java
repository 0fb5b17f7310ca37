package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.Destruction;
import org.lockkeeper.compliance.encryption.Destruction.State;
import org.lockkeeper.compliance.encryption.Destructions;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Wishes to destroy a key in {@code keys.destruction}. */
@ApplicationScoped
class PostgresDestructions implements Destructions {

  private static final String SELECT =
      """
      select id, cohort, requester, reason, ticket, state, state_at, decider
      from keys.destruction where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresDestructions(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Destruction> find(UUID id) {
    return sql()
        .first(
            SELECT + "and id = ? for update",
            PostgresDestructions::read,
            SellerId.PLATFORM.value(),
            id)
        .map(Destruction::restore);
  }

  @Override
  public void add(Destruction fresh) {
    Destruction.Snapshot s = fresh.snapshot();
    sql()
        .run(
            """
            insert into keys.destruction (seller_id, id, cohort, requester, reason, ticket, state,
              state_at, decider, proposed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?)
            """,
            SellerId.PLATFORM.value(),
            s.id(),
            s.cohort().toString(),
            s.requester(),
            s.reason(),
            s.ticket(),
            word(s.state()),
            s.state().at(),
            decider(s.state()),
            s.state().at());
  }

  @Override
  public void save(Destruction changed) {
    Destruction.Snapshot s = changed.snapshot();
    sql()
        .run(
            """
            update keys.destruction set state = ?, state_at = ?, decider = ?::uuid
            where seller_id = ? and id = ?
            """,
            word(s.state()),
            s.state().at(),
            decider(s.state()),
            SellerId.PLATFORM.value(),
            s.id());
  }

  @Override
  public List<Destruction.Snapshot> since(Instant since) {
    return sql()
        .list(
            SELECT + "and proposed_at >= ? order by proposed_at desc, id",
            PostgresDestructions::read,
            SellerId.PLATFORM.value(),
            since);
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static String word(State state) {
    return switch (state) {
      case State.Proposed p -> "PROPOSED";
      case State.Confirmed c -> "CONFIRMED";
      case State.Refused r -> "REFUSED";
    };
  }

  private static Optional<UUID> decider(State state) {
    return switch (state) {
      case State.Proposed p -> Optional.empty();
      case State.Confirmed c -> Optional.of(c.by());
      case State.Refused r -> Optional.of(r.by());
    };
  }

  private static Destruction.Snapshot read(ResultSet row) throws SQLException {
    Instant at = Sql.instant(row, "state_at");
    UUID decider = Sql.uuid(row, "decider");
    String word = row.getString("state");
    State state =
        switch (word) {
          case "PROPOSED" -> new State.Proposed(at);
          case "CONFIRMED" -> new State.Confirmed(at, decider);
          case "REFUSED" -> new State.Refused(at, decider);
          default -> throw new SQLException("no such state: " + word);
        };
    return new Destruction.Snapshot(
        Sql.uuid(row, "id"),
        Cohort.parse(row.getString("cohort")),
        Sql.uuid(row, "requester"),
        row.getString("reason"),
        row.getString("ticket"),
        state);
  }
}
