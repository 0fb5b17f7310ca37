package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Grants in {@code credentials.grant_of_seller}. */
@ApplicationScoped
class PostgresAuthorizations implements Authorizations {

  private static final String SELECT =
      """
      select seller_id, id, platform, account, scopes, secret_path, standing, standing_since
      from credentials.grant_of_seller
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresAuthorizations(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Authorization> find(SellerId seller, ConnectionId id) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "where seller_id = ? and id = ?",
            PostgresAuthorizations::read,
            seller.value(),
            id.value());
  }

  @Override
  public List<Authorization> all(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "where seller_id = ? order by id",
            PostgresAuthorizations::read,
            seller.value());
  }

  @Override
  public void add(Authorization authorization, byte[] endpointDigest) {
    Authorization.Snapshot a = authorization.snapshot();
    tenancy
        .as(a.seller())
        .run(
            """
            insert into credentials.grant_of_seller
              (seller_id, id, platform, account, scopes, secret_path, standing, standing_since,
               endpoint_digest)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            a.seller().value(),
            a.id().value(),
            a.platform().value(),
            a.account(),
            a.scopes().toArray(String[]::new),
            a.secret().path(),
            word(a.standing()),
            a.standing().since(),
            endpointDigest.length == 0 ? null : endpointDigest);
  }

  @Override
  public void save(Authorization authorization) {
    Authorization.Snapshot a = authorization.snapshot();
    tenancy
        .as(a.seller())
        .run(
            """
            update credentials.grant_of_seller set standing = ?, standing_since = ?
            where seller_id = ? and id = ?
            """,
            word(a.standing()),
            a.standing().since(),
            a.seller().value(),
            a.id().value());
  }

  @Override
  public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
    return tenancy
        .knowing(Tenancy.Key.ENDPOINT, endpointDigest)
        .first(SELECT + "where endpoint_digest = ?", PostgresAuthorizations::read, endpointDigest);
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.Active a -> "ACTIVE";
      case Standing.Revoked r -> "REVOKED";
    };
  }

  private static Authorization read(ResultSet row) throws SQLException {
    Instant since = Sql.instant(row, "standing_since");
    return Authorization.restore(
        new Authorization.Snapshot(
            new ConnectionId(Sql.uuid(row, "id")),
            new SellerId(Sql.uuid(row, "seller_id")),
            new Platform(row.getString("platform")),
            row.getString("account"),
            new SecretRef(row.getString("secret_path")),
            Set.of((String[]) row.getArray("scopes").getArray()),
            "ACTIVE".equals(row.getString("standing"))
                ? new Standing.Active(since)
                : new Standing.Revoked(since)));
  }
}
