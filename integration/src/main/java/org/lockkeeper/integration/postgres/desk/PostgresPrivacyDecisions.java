package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.compliance.desk.PrivacyDecision;
import org.lockkeeper.compliance.desk.PrivacyDecisions;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Decisions in {@code access.privacy_decision}. */
@ApplicationScoped
class PostgresPrivacyDecisions implements PrivacyDecisions {

  private final Tenancy tenancy;

  @Inject
  PostgresPrivacyDecisions(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(PrivacyDecision d) {
    tenancy
        .as(d.seller())
        .run(
            """
            insert into access.privacy_decision
              (seller_id, id, request, kind, ground, decided_by, decided_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """,
            d.seller().value(),
            d.id(),
            d.request(),
            d.kind(),
            d.ground().map(Enum::name),
            d.by(),
            d.at());
  }

  @Override
  public List<PrivacyDecision> all(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            """
            select id, request, kind, ground, decided_by, decided_at from access.privacy_decision
            where seller_id = ? order by decided_at desc, id desc
            """,
            row ->
                new PrivacyDecision(
                    seller,
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "request"),
                    PrivacyDecision.Kind.valueOf(row.getString("kind")),
                    Sql.optionalText(row, "ground").map(PrivacyDecision.Ground::valueOf),
                    Sql.uuid(row, "decided_by"),
                    Sql.instant(row, "decided_at")),
            seller.value());
  }
}
