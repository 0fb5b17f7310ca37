package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.people.AccessRequest;
import org.lockkeeper.compliance.access.people.AccessRequests;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Wishes for access in {@code access.access_request}. */
@ApplicationScoped
class PostgresAccessRequests implements AccessRequests {

  private static final String SELECT =
      """
      select id, requester, wanted, reason, ends_at, asked_at, state, of_seller, decider, decided_at
      from access.access_request where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresAccessRequests(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void add(AccessRequest fresh) {
    sql()
        .run(
            """
            insert into access.access_request (seller_id, id, requester, wanted, reason, ends_at,
              asked_at, state)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            SellerId.PLATFORM.value(),
            fresh.id(),
            fresh.requester(),
            fresh.wanted(),
            fresh.reason(),
            fresh.endsAt(),
            fresh.askedAt(),
            fresh.state());
  }

  @Override
  public Optional<AccessRequest> hold(UUID id) {
    return sql()
        .first(
            SELECT + " and id = ? for update",
            PostgresAccessRequests::read,
            SellerId.PLATFORM.value(),
            id);
  }

  @Override
  public void decide(
      UUID id, AccessRequest.State state, Optional<SellerId> seller, UUID decider, Instant at) {
    sql()
        .run(
            """
            update access.access_request set state = ?, of_seller = ?, decider = ?, decided_at = ?
            where seller_id = ? and id = ?
            """,
            state,
            seller.map(SellerId::value),
            decider,
            at,
            SellerId.PLATFORM.value(),
            id);
  }

  @Override
  public void settle(UUID id, AccessRequest.State state) {
    sql()
        .run(
            "update access.access_request set state = ? where seller_id = ? and id = ?",
            state,
            SellerId.PLATFORM.value(),
            id);
  }

  @Override
  public List<AccessRequest> recent(Instant since) {
    return sql()
        .list(
            SELECT + " and (asked_at > ? or state = 'ASKED') order by asked_at desc, id",
            PostgresAccessRequests::read,
            SellerId.PLATFORM.value(),
            since);
  }

  private static AccessRequest read(ResultSet row) throws SQLException {
    return new AccessRequest(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "requester"),
        row.getString("wanted"),
        row.getString("reason"),
        Sql.instant(row, "ends_at"),
        Sql.instant(row, "asked_at"),
        AccessRequest.State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getObject("of_seller", UUID.class)).map(SellerId::new),
        Optional.ofNullable(row.getObject("decider", UUID.class)),
        Sql.optionalInstant(row, "decided_at"));
  }
}
