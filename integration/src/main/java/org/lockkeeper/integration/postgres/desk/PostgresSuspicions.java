package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.desk.Suspicion;
import org.lockkeeper.compliance.desk.Suspicions;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Suspicions in {@code access.suspicion}, which takes no change. */
@ApplicationScoped
class PostgresSuspicions implements Suspicions {

  private final Tenancy tenancy;

  @Inject
  PostgresSuspicions(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(Suspicion s) {
    tenancy
        .as(SellerId.PLATFORM)
        .run(
            """
            insert into access.suspicion
              (seller_id, id, reported_by, concerns, kind, what, noticed_at, detected_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            SellerId.PLATFORM.value(),
            s.id(),
            s.reportedBy(),
            s.concerns().map(SellerId::value),
            s.kind(),
            s.what(),
            s.noticedAt(),
            s.detectedAt());
  }

  @Override
  public List<Suspicion> latest(int most) {
    return tenancy
        .as(SellerId.PLATFORM)
        .list(
            """
            select id, reported_by, concerns, kind, what, noticed_at, detected_at
            from access.suspicion where seller_id = ? order by detected_at desc, id limit ?
            """,
            row ->
                new Suspicion(
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "reported_by"),
                    Optional.ofNullable(row.getObject("concerns", UUID.class)).map(SellerId::new),
                    Suspicion.Kind.valueOf(row.getString("kind")),
                    row.getString("what"),
                    Sql.instant(row, "noticed_at"),
                    Sql.instant(row, "detected_at")),
            SellerId.PLATFORM.value(),
            most);
  }
}
