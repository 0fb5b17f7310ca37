package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.disposal.CaseOrders;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.Extent;

/** What a deletion case has to know of orders. */
@ApplicationScoped
class PostgresCaseOrders implements CaseOrders {

  private final Tenancy tenancy;

  @Inject
  PostgresCaseOrders(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<OrderId> notYetPlaced(SellerId seller, Extent extent, int limit) {
    return page(seller, extent, "status = 'RECEIVED'", limit);
  }

  @Override
  public List<OrderId> followed(SellerId seller, Extent extent, int limit) {
    if (!(extent.scope() instanceof CaseScope.OneAccount account) || extent.allHeld()) {
      return List.of();
    }
    UUID[] orders = extent.heldOrders().stream().map(OrderId::value).toArray(UUID[]::new);
    UUID[] connections =
        extent.heldConnections().stream().map(ConnectionId::value).toArray(UUID[]::new);
    return tenancy
        .as(seller)
        .list(
            """
            select id from orders.sales_order
            where seller_id = ? and status in ('PLACING', 'ROUTED', 'SHIPPED')
              and network_connection = any (?) and not network_connection = any (?)
              and not connection_id = any (?) and not id = any (?)
            order by id limit ?
            """,
            row -> new OrderId(Sql.uuid(row, "id")),
            seller.value(),
            TableStore.connections(account),
            connections,
            connections,
            orders,
            limit);
  }

  @Override
  public List<OrderId> withBuyer(SellerId seller, Extent extent, int limit) {
    return page(
        seller,
        extent,
        """
        (num_nonnulls(sealed_name, sealed_address, sealed_phone, sealed_email, sealed_masked) > 0
          or exists (select from keys.order_key k
            where k.seller_id = sales_order.seller_id and k.order_id = sales_order.id))\
        """
            + (extent.evenUnderWay() ? "" : " and status <> 'PLACING'"),
        limit);
  }

  @Override
  public long underWay(SellerId seller, Extent extent) {
    TableStore.Condition orders = TableStore.ofOrders(seller, extent, "id");
    return tenancy
        .as(seller)
        .count(
            "select count(*) from orders.sales_order where seller_id = ? and status in"
                + " ('PLACING', 'ROUTED', 'SHIPPED')"
                + and(orders),
            values(seller, orders).toArray());
  }

  private List<OrderId> page(SellerId seller, Extent extent, String condition, int limit) {
    // A buyer goes at once, whether or not Amazon is still at work: only a row waits.
    Extent all =
        new Extent(
            extent.scope(), true, extent.heldOrders(), extent.heldConnections(), extent.allHeld());
    TableStore.Condition orders = TableStore.ofOrders(seller, all, "id");
    List<@Nullable Object> values = values(seller, orders);
    values.add(limit);
    return tenancy
        .as(seller)
        .list(
            "select id from orders.sales_order where seller_id = ? and "
                + condition
                + and(orders)
                + " order by id limit ?",
            row -> new OrderId(Sql.uuid(row, "id")),
            values.toArray());
  }

  private static String and(TableStore.Condition orders) {
    return orders.text().isEmpty() ? "" : " and " + orders.text();
  }

  private static List<@Nullable Object> values(SellerId seller, TableStore.Condition orders) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(seller.value());
    values.addAll(orders.values());
    return values;
  }
}
