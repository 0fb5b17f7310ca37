package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Assignments in {@code access.assignment}, under the seller that is worked for. */
@ApplicationScoped
class PostgresAssignments implements Assignments {

  /** More than a desk of ours has. */
  private static final int MOST = 10_000;

  private static final String OPEN =
      """
      select seller_id, id, staff, granted_by, since, ends_at from access.open_assignments(?, ?)
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresAssignments(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<SellerId> sellersOf(UUID staff, Instant now) {
    return tenancy
        .ofNobody()
        .list(
            "select s from access.sellers_of(?, ?) s",
            row -> new SellerId(row.getObject(1, UUID.class)),
            staff,
            now);
  }

  @Override
  public boolean assigned(UUID staff, SellerId seller, Instant now) {
    return sellersOf(staff, now).contains(seller);
  }

  @Override
  public List<Assignment> of(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            """
            select seller_id, id, staff, reason, granted_by, since, ends_at, ended_at
            from access.assignment where seller_id = ? order by since desc, id
            """,
            row ->
                new Assignment(
                    new SellerId(Sql.uuid(row, "seller_id")),
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "staff"),
                    row.getString("reason"),
                    Sql.uuid(row, "granted_by"),
                    Sql.instant(row, "since"),
                    Sql.instant(row, "ends_at"),
                    Sql.optionalInstant(row, "ended_at")),
            seller.value());
  }

  @Override
  public List<Open> openOf(UUID staff) {
    return tenancy.ofNobody().list(OPEN, PostgresAssignments::open, staff, MOST);
  }

  @Override
  public List<Open> open(int limit) {
    @Nullable UUID anybody = null;
    return tenancy
        .ofNobody()
        .list(OPEN.replace("(?, ?)", "(?::uuid, ?)"), PostgresAssignments::open, anybody, limit);
  }

  private static Open open(ResultSet row) throws SQLException {
    return new Open(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Sql.uuid(row, "staff"),
        Sql.uuid(row, "granted_by"),
        Sql.instant(row, "since"),
        Sql.instant(row, "ends_at"));
  }

  @Override
  public boolean grant(Assignment fresh) {
    Sql sql = tenancy.as(fresh.seller());
    // What is past its end is closed when the next one comes, if nobody was faster.
    sql.run(
        """
        update access.assignment set ended_at = ends_at
        where seller_id = ? and staff = ? and ended_at is null and ends_at <= ?
        """,
        fresh.seller().value(),
        fresh.staff(),
        fresh.since());
    return sql.run(
            """
            insert into access.assignment (seller_id, id, staff, reason, granted_by, since, ends_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (seller_id, staff) where ended_at is null do nothing
            """,
            fresh.seller().value(),
            fresh.id(),
            fresh.staff(),
            fresh.reason().strip(),
            fresh.grantedBy(),
            fresh.since(),
            fresh.endsAt())
        == 1;
  }

  @Override
  public boolean end(SellerId seller, UUID id, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                update access.assignment set ended_at = ?
                where seller_id = ? and id = ? and ended_at is null
                """,
                at,
                seller.value(),
                id)
        == 1;
  }

  @Override
  public Optional<Instant> lastUsed(SellerId seller, UUID staff) {
    return tenancy
        .as(seller)
        .first(
            """
            select at from audit.audit_event
            where seller_id = ? and actor = ? and actor like 'person:%'
            order by at desc limit 1
            """,
            row -> Sql.instant(row, "at"), seller.value(), "person:" + staff);
  }
}
