package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.compliance.certificates.CertificateLinks;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Links in {@code retention.certificate_link}. */
@ApplicationScoped
class PostgresCertificateLinks implements CertificateLinks {

  private final Tenancy tenancy;

  @Inject
  PostgresCertificateLinks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(Link link) {
    tenancy
        .as(link.seller())
        .run(
            """
            insert into retention.certificate_link (seller_id, digest, certificate_id, account_id,
              created_at, ends_at)
            values (?, ?, ?, ?, ?, ?)
            """,
            link.seller().value(),
            link.digest().bytes(),
            link.certificate(),
            link.account(),
            link.at(),
            link.endsAt());
  }

  @Override
  public Optional<Link> find(Opaque digest) {
    return tenancy
        .knowing(Tenancy.Key.CERTIFICATE_CODE, digest.bytes())
        .first(
            """
            select seller_id, digest, certificate_id, account_id, created_at, ends_at
            from retention.certificate_link where digest = ?
            """,
            row ->
                new Link(
                    new SellerId(Sql.uuid(row, "seller_id")),
                    new Opaque(row.getBytes("digest")),
                    Sql.uuid(row, "certificate_id"),
                    Sql.uuid(row, "account_id"),
                    Sql.instant(row, "created_at"),
                    Sql.instant(row, "ends_at")),
            (Object) digest.bytes());
  }

  @Override
  public int purge(SellerId seller, Instant now) {
    return tenancy
        .as(seller)
        .run(
            "delete from retention.certificate_link where seller_id = ? and ends_at <= ?",
            seller.value(),
            now);
  }
}
