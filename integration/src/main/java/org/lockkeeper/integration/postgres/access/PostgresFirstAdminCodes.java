package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.lockkeeper.compliance.access.passwords.FirstAdminCodes;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Codes in {@code access.first_admin}. */
@ApplicationScoped
class PostgresFirstAdminCodes implements FirstAdminCodes {

  private final Tenancy tenancy;

  @Inject
  PostgresFirstAdminCodes(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void add(Opaque digest, Instant at, Instant endsAt) {
    sql().run("delete from access.first_admin where seller_id = ? and ends_at <= ?", id(), at);
    sql()
        .run(
            """
            insert into access.first_admin (seller_id, digest, made_at, ends_at)
            values (?, ?, ?, ?)
            """,
            id(),
            digest.bytes(),
            at,
            endsAt);
  }

  @Override
  public boolean open(Opaque digest, Instant now) {
    return sql()
        .exists(
            "select 1 from access.first_admin where seller_id = ? and digest = ? and ends_at > ?",
            id(),
            digest.bytes(),
            now);
  }

  @Override
  public boolean use(Opaque digest) {
    boolean there =
        sql()
                .run(
                    "delete from access.first_admin where seller_id = ? and digest = ?",
                    id(),
                    digest.bytes())
            == 1;
    sql().run("delete from access.first_admin where seller_id = ?", id());
    return there;
  }

  private static java.util.UUID id() {
    return SellerId.PLATFORM.value();
  }
}
