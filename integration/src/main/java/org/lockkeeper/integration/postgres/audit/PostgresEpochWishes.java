package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.evidence.EpochWish;
import org.lockkeeper.compliance.evidence.EpochWishes;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Wishes to begin an epoch in {@code audit.epoch_wish}. */
@ApplicationScoped
class PostgresEpochWishes implements EpochWishes {

  private static final String SELECT =
      """
      select id, requester, reason, ticket, state, proposed_at, state_at, decider
      from audit.epoch_wish where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresEpochWishes(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<EpochWish> find(UUID id) {
    return sql()
        .first(
            SELECT + "and id = ? for update",
            PostgresEpochWishes::read,
            SellerId.PLATFORM.value(),
            id);
  }

  @Override
  public void add(EpochWish fresh) {
    sql()
        .run(
            """
            insert into audit.epoch_wish (seller_id, id, requester, reason, ticket, state,
              state_at, proposed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            SellerId.PLATFORM.value(),
            fresh.id(),
            fresh.requester(),
            fresh.reason(),
            fresh.ticket(),
            fresh.state().name(),
            fresh.stateAt(),
            fresh.proposedAt());
  }

  @Override
  public void save(EpochWish changed) {
    sql()
        .run(
            """
            update audit.epoch_wish set state = ?, state_at = ?, decider = ?::uuid
            where seller_id = ? and id = ?
            """,
            changed.state().name(),
            changed.stateAt(),
            changed.decider(),
            SellerId.PLATFORM.value(),
            changed.id());
  }

  @Override
  public List<EpochWish> since(Instant since) {
    return sql()
        .list(
            SELECT + "and proposed_at >= ? order by proposed_at desc, id",
            PostgresEpochWishes::read,
            SellerId.PLATFORM.value(),
            since);
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static EpochWish read(ResultSet row) throws SQLException {
    return new EpochWish(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "requester"),
        row.getString("reason"),
        row.getString("ticket"),
        EpochWish.State.valueOf(row.getString("state")),
        Sql.instant(row, "proposed_at"),
        Sql.instant(row, "state_at"),
        Optional.ofNullable(row.getObject("decider", UUID.class)));
  }
}
