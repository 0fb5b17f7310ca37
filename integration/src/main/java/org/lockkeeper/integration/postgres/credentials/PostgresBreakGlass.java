package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.secrets.BreakGlassCase;
import org.lockkeeper.compliance.secrets.BreakGlassCase.State;
import org.lockkeeper.compliance.secrets.BreakGlassCases;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Wishes to see a secret in {@code credentials.break_glass}. */
@ApplicationScoped
class PostgresBreakGlass implements BreakGlassCases {

  private static final String SELECT =
      """
      select id, of_seller, connection_id, platform, secret_path, requester, reason, ticket, state,
        state_at, decider
      from credentials.break_glass where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresBreakGlass(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<BreakGlassCase> find(UUID id) {
    return sql()
        .first(
            SELECT + "and id = ? for update",
            PostgresBreakGlass::read,
            SellerId.PLATFORM.value(),
            id)
        .map(BreakGlassCase::restore);
  }

  @Override
  public void add(BreakGlassCase fresh) {
    BreakGlassCase.Snapshot s = fresh.snapshot();
    sql()
        .run(
            """
            insert into credentials.break_glass (seller_id, id, of_seller, connection_id, platform,
              secret_path, requester, reason, ticket, state, state_at, decider, requested_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            SellerId.PLATFORM.value(),
            s.id(),
            s.target().seller().value(),
            s.target().connection().map(ConnectionId::value).orElse(null),
            s.target().platform().value(),
            s.target().ref().path(),
            s.requester(),
            s.reason(),
            s.ticket(),
            word(s.state()),
            s.state().at(),
            decider(s.state()).orElse(null),
            s.state().at());
  }

  @Override
  public void save(BreakGlassCase changed) {
    BreakGlassCase.Snapshot s = changed.snapshot();
    sql()
        .run(
            """
            update credentials.break_glass set state = ?, state_at = ?, decider = ?
            where seller_id = ? and id = ?
            """,
            word(s.state()),
            s.state().at(),
            decider(s.state()).orElse(null),
            SellerId.PLATFORM.value(),
            s.id());
  }

  @Override
  public List<BreakGlassCase.Snapshot> since(Instant since) {
    return sql()
        .list(
            SELECT + "and requested_at >= ? order by requested_at desc, id",
            PostgresBreakGlass::read,
            SellerId.PLATFORM.value(),
            since);
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static String word(State state) {
    return switch (state) {
      case State.Requested r -> "REQUESTED";
      case State.Approved a -> "APPROVED";
      case State.Shown s -> "SHOWN";
      case State.Refused r -> "REFUSED";
    };
  }

  private static Optional<UUID> decider(State state) {
    return switch (state) {
      case State.Requested r -> Optional.empty();
      case State.Approved a -> Optional.of(a.approver());
      case State.Shown s -> Optional.of(s.approver());
      case State.Refused r -> Optional.of(r.by());
    };
  }

  private static BreakGlassCase.Snapshot read(ResultSet row) throws SQLException {
    Instant at = Sql.instant(row, "state_at");
    UUID decider = Sql.uuid(row, "decider");
    String word = row.getString("state");
    State state =
        switch (word) {
          case "REQUESTED" -> new State.Requested(at);
          case "APPROVED" -> new State.Approved(at, decider);
          case "SHOWN" -> new State.Shown(at, decider);
          case "REFUSED" -> new State.Refused(at, decider);
          default -> throw new SQLException("no such state: " + word);
        };
    return new BreakGlassCase.Snapshot(
        Sql.uuid(row, "id"),
        new BreakGlassCase.Target(
            new SellerId(Sql.uuid(row, "of_seller")),
            Optional.ofNullable(Sql.uuid(row, "connection_id")).map(ConnectionId::new),
            new Platform(row.getString("platform")),
            new SecretRef(row.getString("secret_path"))),
        Sql.uuid(row, "requester"),
        row.getString("reason"),
        row.getString("ticket"),
        state);
  }
}
