package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.integration.postgres.Sql;
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
  public boolean close(SellerId seller, Instant at) {
    boolean news =
        tenancy
                .as(seller)
                .run(
                    """
                    update access.seller set closed_at = ?
                    where seller_id = ? and closed_at is null
                    """,
                    at,
                    seller.value())
            == 1;
    tenancy
        .as(seller)
        .run(
            """
            update access.account set disabled = true, version = version + 1
            where seller_id = ? and not disabled
            """,
            seller.value());
    return news;
  }

  @Override
  public Optional<Instant> closedAt(SellerId seller) {
    return tenancy
        .as(seller)
        .first(
            """
            select closed_at from access.seller where seller_id = ? and closed_at is not null
            """,
            row -> Sql.instant(row, "closed_at"),
            seller.value());
  }

  @Override
  public List<SellerId> ids() {
    return tenancy
        .ofNobody()
        .list(
            "select * from access.seller_ids()", row -> new SellerId(row.getObject(1, UUID.class)));
  }

  @Override
  public List<SellerId> find(String wanted, int most) {
    return tenancy
        .ofNobody()
        .list(
            "select * from access.find_sellers(?, ?)",
            row -> new SellerId(row.getObject(1, UUID.class)),
            wanted,
            most);
  }
}
