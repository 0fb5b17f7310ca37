package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.desk.SupportCauses;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;

/** Counts by the function that sees the orders of a person's sellers, and of no others. */
@ApplicationScoped
class PostgresSupportCauses implements SupportCauses {

  private final Tenancy tenancy;

  @Inject
  PostgresSupportCauses(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Count> of(UUID staff, Instant now, Set<ExceptionClass> causes) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, cause, orders, oldest from access.support_causes(?, ?, ?)",
            row ->
                new Count(
                    new SellerId(Sql.uuid(row, "seller_id")),
                    ExceptionClass.valueOf(row.getString("cause")),
                    row.getLong("orders"),
                    Sql.instant(row, "oldest")),
            staff,
            now,
            (Object) causes.stream().map(Enum::name).toArray(String[]::new));
  }
}
