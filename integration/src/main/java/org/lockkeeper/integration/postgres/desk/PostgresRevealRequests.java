package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.desk.RevealReason;
import org.lockkeeper.compliance.desk.RevealRequest;
import org.lockkeeper.compliance.desk.RevealRequests;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Wishes in {@code access.reveal_request}. */
@ApplicationScoped
class PostgresRevealRequests implements RevealRequests {

  private static final String SELECT =
      """
      select seller_id, id, account, works_for, reason, ticket, asked_at, more, ends_at, decided_by,
        decided_at, granted
      from access.reveal_request where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresRevealRequests(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(RevealRequest r) {
    tenancy
        .as(r.home())
        .run(
            """
            insert into access.reveal_request
              (seller_id, id, account, works_for, reason, ticket, asked_at, more, ends_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            r.home().value(),
            r.id(),
            r.account(),
            r.worksFor().value(),
            r.reason(),
            r.ticket(),
            r.askedAt(),
            r.more(),
            r.endsAt());
  }

  @Override
  public Optional<RevealRequest> findForUpdate(SellerId home, UUID id) {
    return tenancy
        .as(home)
        .first(SELECT + "and id = ? for update", PostgresRevealRequests::read, home.value(), id);
  }

  @Override
  public void decided(SellerId home, UUID id, RevealRequest.Decision decision) {
    tenancy
        .as(home)
        .run(
            """
            update access.reveal_request set decided_by = ?, decided_at = ?, granted = ?
            where seller_id = ? and id = ? and decided_at is null
            """,
            decision.by(),
            decision.at(),
            decision.granted(),
            home.value(),
            id);
  }

  @Override
  public List<RevealRequest> waiting(SellerId home, Instant now) {
    return tenancy
        .as(home)
        .list(
            SELECT + "and decided_at is null and ends_at > ? order by asked_at, id",
            PostgresRevealRequests::read,
            home.value(),
            now);
  }

  @Override
  public List<RevealRequest> of(SellerId home, UUID account, Instant now) {
    return tenancy
        .as(home)
        .list(
            SELECT + "and account = ? and ends_at > ? order by asked_at desc, id",
            PostgresRevealRequests::read,
            home.value(),
            account,
            now);
  }

  private static RevealRequest read(ResultSet row) throws SQLException {
    Optional<Instant> decidedAt = Sql.optionalInstant(row, "decided_at");
    Optional<RevealRequest.Decision> decision =
        decidedAt.isPresent()
            ? Optional.of(
                new RevealRequest.Decision(
                    Sql.uuid(row, "decided_by"), decidedAt.get(), row.getBoolean("granted")))
            : Optional.empty();
    return new RevealRequest(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Sql.uuid(row, "account"),
        new SellerId(Sql.uuid(row, "works_for")),
        RevealReason.valueOf(row.getString("reason")),
        row.getString("ticket"),
        Sql.instant(row, "asked_at"),
        row.getInt("more"),
        Sql.instant(row, "ends_at"),
        decision);
  }
}
