package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.Renewal;
import org.lockkeeper.credentials.Renewals;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Renewals in {@code credentials.access_token}. */
@ApplicationScoped
class PostgresRenewals implements Renewals {

  private final Tenancy tenancy;

  @Inject
  PostgresRenewals(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Renewal> find(SellerId seller, ConnectionId connection) {
    return tenancy
        .as(seller)
        .first(
            """
            select version, closed, closed_version, until, renew_at, lasting_print, begun_at, lost,
              doubtful, failures, next_try_at, renewed_at
            from credentials.access_token where seller_id = ? and connection_id = ?
            """,
            row -> read(seller, connection, row),
            seller.value(),
            connection.value());
  }

  private static Renewal read(SellerId seller, ConnectionId connection, ResultSet row)
      throws SQLException {
    Optional<Instant> until = Sql.optionalInstant(row, "until");
    String closed = String.valueOf(row.getString("closed"));
    int closedVersion = row.getInt("closed_version");
    return Renewal.restore(
        new Renewal.Snapshot(
            seller,
            connection,
            row.getInt("version"),
            until.map(at -> new Renewal.Shared(closed, closedVersion, at)),
            Sql.optionalInstant(row, "renew_at"),
            Sql.optionalText(row, "lasting_print"),
            Sql.optionalInstant(row, "begun_at"),
            row.getInt("lost"),
            row.getBoolean("doubtful"),
            row.getInt("failures"),
            Sql.optionalInstant(row, "next_try_at"),
            Sql.optionalInstant(row, "renewed_at")));
  }

  @Override
  public void save(Renewal renewal) {
    Renewal.Snapshot r = renewal.snapshot();
    tenancy
        .as(r.seller())
        .run(
            """
            insert into credentials.access_token (seller_id, connection_id, version, closed,
              closed_version, until, renew_at, lasting_print, begun_at, lost, doubtful, failures,
              next_try_at, renewed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (seller_id, connection_id) do update set
              version = excluded.version, closed = excluded.closed,
              closed_version = excluded.closed_version, until = excluded.until,
              renew_at = excluded.renew_at, lasting_print = excluded.lasting_print,
              begun_at = excluded.begun_at, lost = excluded.lost, doubtful = excluded.doubtful,
              failures = excluded.failures, next_try_at = excluded.next_try_at,
              renewed_at = excluded.renewed_at
            """,
            r.seller().value(),
            r.connection().value(),
            r.version(),
            r.shared().map(Renewal.Shared::closed).orElse(null),
            r.shared().map(Renewal.Shared::version).orElse(null),
            r.shared().map(Renewal.Shared::until).orElse(null),
            r.renewAt().orElse(null),
            r.print().orElse(null),
            r.begunAt().orElse(null),
            r.lost(),
            r.doubtful(),
            r.failures(),
            r.nextTry().orElse(null),
            r.renewedAt().orElse(null));
  }

  @Override
  public void forget(SellerId seller, ConnectionId connection) {
    tenancy
        .as(seller)
        .run(
            "delete from credentials.access_token where seller_id = ? and connection_id = ?",
            seller.value(),
            connection.value());
  }

  @Override
  public List<Due> due(Instant asOf, int most) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, connection_id from credentials.renewals_due(?, ?)",
            row ->
                new Due(
                    new SellerId(Sql.uuid(row, "seller_id")),
                    new ConnectionId(Sql.uuid(row, "connection_id"))),
            asOf,
            most);
  }
}
