package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.compliance.access.passwords.ResetLinks;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Links in {@code access.password_reset}. */
@ApplicationScoped
class PostgresResetLinks implements ResetLinks {

  private final Tenancy tenancy;

  @Inject
  PostgresResetLinks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void replace(Link link) {
    Sql sql = tenancy.as(link.seller());
    sql.run(
        "delete from access.password_reset where seller_id = ? and account_id = ?",
        link.seller().value(),
        link.account());
    sql.run(
        """
        insert into access.password_reset (seller_id, digest, account_id, asked_at, ends_at)
        values (?, ?, ?, ?, ?)
        """,
        link.seller().value(),
        link.digest().bytes(),
        link.account(),
        link.askedAt(),
        link.endsAt());
  }

  @Override
  public Optional<Link> find(Opaque digest) {
    return tenancy
        .knowing(Tenancy.Key.RESET, digest.bytes())
        .first(
            """
            select seller_id, digest, account_id, asked_at, ends_at
            from access.password_reset where digest = ?
            """,
            row ->
                new Link(
                    new SellerId(Sql.uuid(row, "seller_id")),
                    new Opaque(row.getBytes("digest")),
                    Sql.uuid(row, "account_id"),
                    Sql.instant(row, "asked_at"),
                    Sql.instant(row, "ends_at")),
            (Object) digest.bytes());
  }

  @Override
  public boolean use(Link link) {
    return tenancy
            .as(link.seller())
            .run(
                "delete from access.password_reset where seller_id = ? and digest = ?",
                link.seller().value(),
                link.digest().bytes())
        == 1;
  }
}
