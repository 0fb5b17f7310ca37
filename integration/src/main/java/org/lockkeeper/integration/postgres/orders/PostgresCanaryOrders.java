package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.monitoring.canaries.CanaryOrders;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * Orders that stand apart. Which ones they are is in {@code orders.apart}, which nobody who signs
 * in can read: the functions of the database tell a seller's own transaction.
 */
@ApplicationScoped
class PostgresCanaryOrders implements CanaryOrders {

  private static final String KEPT = "lockkeeper.canaries";

  private final Tenancy tenancy;

  @Inject
  PostgresCanaryOrders(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Set<OrderId> ids(SellerId seller) {
    Sql sql = tenancy.as(seller);
    if (tenancy.kept(KEPT) instanceof Kept kept) {
      return kept.orders();
    }
    Set<OrderId> read =
        new HashSet<>(
            sql.list(
                "select unnest(orders.ids_apart()) as id",
                row -> new OrderId(Sql.uuid(row, "id"))));
    tenancy.keep(KEPT, new Kept(read));
    return read;
  }

  private record Kept(Set<OrderId> orders) {}

  @Override
  public List<Standing> standing(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            "select order_id, since, until from orders.standing_apart()",
            row ->
                new Standing(
                    new OrderId(Sql.uuid(row, "order_id")),
                    Sql.instant(row, "since"),
                    Sql.instant(row, "until")));
  }

  @Override
  public Optional<Ground> ground(SellerId seller) {
    return tenancy
        .as(seller)
        .first(
            """
            select g.id, g.platform, l.sku, l.title
            from credentials.grant_of_seller g
            join access.seller s on s.seller_id = g.seller_id and s.closed_at is null
            left join lateral (
              select l.sku, l.title from orders.sales_order o
              join orders.order_line l on l.seller_id = o.seller_id and l.order_id = o.id
              where o.seller_id = g.seller_id and o.connection_id = g.id
              order by o.received_at desc limit 1) l on true
            where g.seller_id = ? and g.standing = 'ACTIVE' and g.platform <> 'amazon'
              and not exists (select from retention.deletion_case c
                where c.seller_id = g.seller_id and c.stage in ('OPEN', 'ERASING')
                  and (c.scope = 'WHOLE_SELLER' or g.id = any (c.scope_ids)))
            order by g.standing_since, g.id limit 1
            """,
            row ->
                new Ground(
                    new ConnectionId(Sql.uuid(row, "id")),
                    new ChannelName(row.getString("platform")),
                    Sql.optionalText(row, "sku"),
                    Sql.optionalText(row, "title")),
            seller.value());
  }

  @Override
  public void setApart(SellerId seller, OrderId order, Instant since, Instant until) {
    tenancy
        .as(seller)
        .run(
            "insert into orders.apart (seller_id, order_id, since, until) values (?, ?, ?, ?)",
            seller.value(),
            order.value(),
            since,
            until);
    Set<OrderId> more = new HashSet<>(ids(seller));
    more.add(order);
    tenancy.keep(KEPT, new Kept(more));
  }

  @Override
  public void remove(SellerId seller, List<OrderId> orders) {
    tenancy.seeingAll(
        seller,
        sql ->
            sql.run(
                "delete from orders.sales_order where seller_id = ? and id = any (?)"
                    + " and id = any (orders.ids_apart())",
                seller.value(),
                orders.stream().map(OrderId::value).toArray(UUID[]::new)));
    tenancy.keep(
        KEPT,
        new Kept(
            ids(seller).stream()
                .filter(order -> !orders.contains(order))
                .collect(Collectors.toSet())));
  }
}
