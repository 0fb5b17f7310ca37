package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Sellers in {@code access.seller}. */
@ApplicationScoped
class PostgresSellers implements Sellers {

  private final Tenancy tenancy;

  @Inject
  PostgresSellers(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(SellerId seller, String name, Instant at) {
    tenancy
        .as(seller)
        .run(
            """
            insert into access.seller (seller_id, name, created_at) values (?, ?, ?)
            on conflict do nothing
            """,
            seller.value(),
            name,
            at);
  }

  @Override
  public Optional<String> name(SellerId seller) {
    return tenancy
        .as(seller)
        .first(
            "select name from access.seller where seller_id = ?",
            row -> row.getString("name"),
            seller.value());
  }

  @Override
  public List<SellerId> ids() {
    return tenancy
        .ofNobody()
        .list(
            "select * from access.seller_ids()", row -> new SellerId(row.getObject(1, UUID.class)));
  }
}
