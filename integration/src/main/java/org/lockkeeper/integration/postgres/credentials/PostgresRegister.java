package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.compliance.secrets.CredentialRegister;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** The register by the two functions that see all sellers. */
@ApplicationScoped
class PostgresRegister implements CredentialRegister {

  private final Tenancy tenancy;

  @Inject
  PostgresRegister(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Entry> page(String platform, String standing, int from, int most) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, connection_id from credentials.register(?, ?, ?, ?)",
            row ->
                new Entry(
                    new SellerId(Sql.uuid(row, "seller_id")),
                    new ConnectionId(Sql.uuid(row, "connection_id"))),
            platform,
            standing,
            from,
            most);
  }

  @Override
  public long count(String platform, String standing) {
    return tenancy.ofNobody().count("select credentials.register_count(?, ?)", platform, standing);
  }
}
