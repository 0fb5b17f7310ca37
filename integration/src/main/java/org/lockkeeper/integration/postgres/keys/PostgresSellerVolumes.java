package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.SellerVolumes;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** How busy sellers are, counted from their orders. */
@ApplicationScoped
class PostgresSellerVolumes implements SellerVolumes {

  private final Tenancy tenancy;
  private final Clock clock;

  @Inject
  PostgresSellerVolumes(Tenancy tenancy, Clock clock) {
    this.tenancy = tenancy;
    this.clock = clock;
  }

  @Override
  public List<SellerId> sellers() {
    return tenancy
        .ofNobody()
        .list(
            "select * from access.seller_ids()", row -> new SellerId(row.getObject(1, UUID.class)));
  }

  @Override
  public long ordersPerWeek(SellerId seller) {
    Instant now = clock.instant();
    return tenancy
        .as(seller)
        .count(
            """
            select coalesce(min(orders), 0) from (
              select count(o.id) as orders from generate_series(1, 4) week
              left join orders.sales_order o on o.seller_id = ?
                and o.received_at >= ?::timestamptz - week * interval '7 days'
                and o.received_at < ?::timestamptz - (week - 1) * interval '7 days'
              group by week) weeks
            """,
            seller.value(),
            now,
            now);
  }
}
