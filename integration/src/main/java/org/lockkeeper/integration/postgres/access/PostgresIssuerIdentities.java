package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.issuer.IssuerIdentities;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Identities in {@code access.issuer_identity}; all of them are ours. */
@ApplicationScoped
class PostgresIssuerIdentities implements IssuerIdentities {

  private static final UUID OURS = SellerId.PLATFORM.value();

  private final Tenancy tenancy;

  @Inject
  PostgresIssuerIdentities(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public Optional<UUID> account(String issuer, String subject) {
    return sql()
        .first(
            """
            select account_id from access.issuer_identity
            where seller_id = ? and issuer = ? and subject = ?
            """,
            row -> Sql.uuid(row, "account_id"),
            OURS,
            issuer,
            subject);
  }

  @Override
  public boolean bound(UUID account) {
    return sql()
        .exists(
            "select 1 from access.issuer_identity where seller_id = ? and account_id = ?",
            OURS,
            account);
  }

  @Override
  public void bind(UUID account, String issuer, String subject, Instant at) {
    sql()
        .run(
            """
            insert into access.issuer_identity (seller_id, account_id, issuer, subject, since)
            values (?, ?, ?, ?, ?)
            """,
            OURS,
            account,
            issuer,
            subject,
            at);
  }
}
