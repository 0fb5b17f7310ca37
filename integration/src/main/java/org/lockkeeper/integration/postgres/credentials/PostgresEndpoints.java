package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.lockkeeper.credentials.EndpointToken;
import org.lockkeeper.credentials.Endpoints;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Webhook addresses in {@code credentials.webhook_endpoint}. */
@ApplicationScoped
class PostgresEndpoints implements Endpoints {

  static final String INSERT =
      "insert into credentials.webhook_endpoint (seller_id, digest, connection_id)"
          + " values (?, ?, ?)";

  private final Tenancy tenancy;

  @Inject
  PostgresEndpoints(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(SellerId seller, ConnectionId connection, EndpointToken token) {
    tenancy.as(seller).run(INSERT, seller.value(), token.digest(), connection.value());
  }

  @Override
  public boolean any(SellerId seller, ConnectionId connection) {
    return tenancy
        .as(seller)
        .exists(
            "select 1 from credentials.webhook_endpoint where seller_id = ? and connection_id = ?",
            seller.value(),
            connection.value());
  }

  @Override
  public boolean has(SellerId seller, ConnectionId connection, EndpointToken token) {
    return tenancy
        .as(seller)
        .exists(
            "select 1 from credentials.webhook_endpoint"
                + " where seller_id = ? and connection_id = ? and digest = ?",
            seller.value(),
            connection.value(),
            token.digest());
  }

  @Override
  public void keepOnly(SellerId seller, ConnectionId connection, EndpointToken token) {
    tenancy
        .as(seller)
        .run(
            "delete from credentials.webhook_endpoint"
                + " where seller_id = ? and connection_id = ? and digest <> ?",
            seller.value(),
            connection.value(),
            token.digest());
  }
}
