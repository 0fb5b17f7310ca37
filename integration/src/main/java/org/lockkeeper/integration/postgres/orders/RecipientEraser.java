package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Eraser;

/**
 * Strips the sealed columns of orders and leaves the tombstones, in one statement; metadata stays,
 * anonymised. An order that was stripped before gets its tombstone if it lacks one.
 */
@ApplicationScoped
class RecipientEraser implements Eraser {

  private final Tenancy tenancy;

  @Inject
  RecipientEraser(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public String holder() {
    return "orders";
  }

  @Override
  public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
    Sql sql = tenancy.as(seller);
    UUID[] ids = orders.stream().map(OrderId::value).toArray(UUID[]::new);
    return (int)
        sql.count(
            """
            with stripped as (
              update orders.sales_order set
                sealed_name = null, sealed_address = null, sealed_phone = null,
                sealed_email = null, sealed_masked = null, stripped_at = ?
              where seller_id = ? and id = any (?) and stripped_at is null
              returning seller_id, channel, channel_number, id
            ), marked as (
              insert into orders.erasure_tombstone
                (seller_id, channel, channel_number, order_id, erased_at)
              select seller_id, channel, channel_number, id, ?::timestamptz from stripped
              union all
              select seller_id, channel, channel_number, id, ?::timestamptz from orders.sales_order
              where seller_id = ? and id = any (?) and stripped_at is not null
              on conflict do nothing
            )
            select count(*) from stripped
            """,
            at,
            seller.value(),
            ids,
            at,
            at,
            seller.value(),
            ids);
  }

  @Override
  public long held(SellerId seller, List<OrderId> orders) {
    return tenancy
        .as(seller)
        .count(
            """
            select count(*) from orders.sales_order
            where seller_id = ? and id = any (?) and num_nonnulls(
              sealed_name, sealed_address, sealed_phone, sealed_email, sealed_masked) > 0
            """,
            seller.value(),
            orders.stream().map(OrderId::value).toArray(UUID[]::new));
  }
}
