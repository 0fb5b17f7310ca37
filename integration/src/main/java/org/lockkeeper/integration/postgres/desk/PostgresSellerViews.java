package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.desk.SellerView;
import org.lockkeeper.compliance.desk.SellerViews;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Views in {@code access.seller_view}. */
@ApplicationScoped
class PostgresSellerViews implements SellerViews {

  private final Tenancy tenancy;

  @Inject
  PostgresSellerViews(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(SellerView v) {
    tenancy
        .as(v.home())
        .run(
            """
            insert into access.seller_view
              (seller_id, id, account, session, viewed, reason, ticket, began_at, ends_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            v.home().value(),
            v.id(),
            v.account(),
            v.session(),
            v.viewed().value(),
            v.reason(),
            v.ticket(),
            v.beganAt(),
            v.endsAt());
  }

  @Override
  public Optional<SellerView> open(SellerId home, UUID session, Instant now) {
    return tenancy
        .as(home)
        .first(
            """
            select seller_id, id, account, session, viewed, reason, ticket, began_at, ends_at
            from access.seller_view
            where seller_id = ? and session = ? and ended_at is null and ends_at > ?
            order by began_at desc, id desc limit 1
            """,
            PostgresSellerViews::read,
            home.value(),
            session,
            now);
  }

  @Override
  public void end(SellerId home, UUID session, Instant at) {
    tenancy
        .as(home)
        .run(
            """
            update access.seller_view set ended_at = ?
            where seller_id = ? and session = ? and ended_at is null
            """,
            at,
            home.value(),
            session);
  }

  private static SellerView read(ResultSet row) throws SQLException {
    return new SellerView(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Sql.uuid(row, "account"),
        Sql.uuid(row, "session"),
        new SellerId(Sql.uuid(row, "viewed")),
        SellerView.Reason.valueOf(row.getString("reason")),
        row.getString("ticket"),
        Sql.instant(row, "began_at"),
        Sql.instant(row, "ends_at"));
  }
}
