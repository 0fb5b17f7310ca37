package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.people.WaysIn;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** What opens an account besides its password, over all tables that keep some of it. */
@ApplicationScoped
class PostgresWaysIn implements WaysIn {

  private static final List<String> DELETIONS =
      List.of(
          "delete from access.factor where seller_id = ? and account = ?",
          "delete from access.recovery_code where seller_id = ? and account = ?",
          "delete from access.factor_challenge where seller_id = ? and account = ?",
          "delete from access.factor_offer where seller_id = ? and account = ?",
          "delete from access.issuer_identity where seller_id = ? and account_id = ?",
          "delete from access.password_reset where seller_id = ? and account_id = ?",
          "delete from access.known_device where seller_id = ? and account_id = ?");

  private final Tenancy tenancy;

  @Inject
  PostgresWaysIn(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void forget(SellerId seller, UUID account) {
    Sql sql = tenancy.as(seller);
    for (String deletion : DELETIONS) {
      sql.run(deletion, seller.value(), account);
    }
  }
}
