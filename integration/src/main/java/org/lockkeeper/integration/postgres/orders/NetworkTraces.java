package org.lockkeeper.integration.postgres.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.TableStore.Condition;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;

/**
 * What an Amazon account told of orders that came from a channel, and goes with that account alone
 * the orders stay. With the whole seller, or with the channel, it goes as a part of them.
 *
 * @param store the table and the part of it
 * @param held the condition on {@code orders.sales_order o} beside the account's
 * @param order the column that names the order
 * @param statement what erases, up to the choice of rows
 */
record NetworkTraces(
    Tenancy tenancy,
    String store,
    ErasureReport.Method method,
    String held,
    String order,
    String statement)
    implements StoreEraser {

  /** What an order knows from Amazon: that it is there, how it goes on, and what keeps it. */
  private static final String TOLD =
      """
      (fulfilment_id is not null
        or status in ('PLACING', 'ROUTED', 'SHIPPED', 'DELIVERED', 'LOST', 'RETURNED')
        or trouble in ('UNMAPPED_SKU', 'NO_FBA_STOCK', 'SPEED_NOT_OFFERED', 'ITEM_NOT_ELIGIBLE',
          'REFUSED_BY_AMAZON', 'UNFULFILLABLE_AFTER_ACCEPT'))\
      """;

  /** Packages: carriers, tracking numbers, where they are. */
  static NetworkTraces parcels(Tenancy tenancy) {
    return new NetworkTraces(
        tenancy,
        "orders.parcel/amazon",
        ErasureReport.Method.ROWS_DELETED,
        "",
        "order_id",
        "delete from orders.parcel");
  }

  /**
   * The fulfilment's id, how far Amazon is, since when, and why it would not. An order that Amazon
   * was not asked for waits for an account from then on; of any other it is not known how it ended,
   * unless it was cancelled here.
   */
  static NetworkTraces orders(Tenancy tenancy) {
    return new NetworkTraces(
        tenancy,
        "orders.sales_order/amazon",
        ErasureReport.Method.FIELDS_STRIPPED,
        " and " + TOLD,
        "id",
        """
        update orders.sales_order set
          status_since = case when status in ('RECEIVED', 'CANCELLED') then status_since
            else received_at end,
          status = case when status in ('RECEIVED', 'CANCELLED') then status
            else 'UNFOLLOWED' end,
          fulfilment_id = null,
          trouble = case when status = 'RECEIVED' then 'AMAZON_AUTH_LOST' end,
          trouble_since = case when status = 'RECEIVED' then trouble_since end,
          trouble_detail = null, trouble_next_try = null, trouble_deadline = null\
        """);
  }

  /** What stays of the orders that an account was concerned with; empty for any other scope. */
  static TableStore.Reach ordersOf(String column) {
    return (seller, extent) ->
        extent.scope() instanceof CaseScope.OneAccount account
            ? Optional.of(
                Condition.all()
                    .and(
                        column
                            + " in (select o.id from orders.sales_order o where o.seller_id = ?"
                            + " and o.network_connection = any (?))",
                        List.of(seller.value(), TableStore.connections(account))))
            : Optional.empty();
  }

  @Override
  public DataKind kind() {
    return DataKind.AMAZON;
  }

  @Override
  public boolean concerns(CaseScope scope) {
    return scope instanceof CaseScope.OneAccount;
  }

  private Optional<Condition> mine(SellerId seller, Extent extent) {
    if (!(extent.scope() instanceof CaseScope.OneAccount account) || extent.allHeld()) {
      return Optional.empty();
    }
    Condition of =
        new Condition(
            order
                + " in (select o.id from orders.sales_order o where o.seller_id = ?"
                + " and o.network_connection = any (?)",
            List.of(seller.value(), TableStore.connections(account)));
    if (!extent.heldOrders().isEmpty()) {
      of =
          of.and(
              "not o.id = any (?)",
              extent.heldOrders().stream().map(OrderId::value).toArray(UUID[]::new));
    }
    if (!extent.heldConnections().isEmpty()) {
      UUID[] kept = extent.heldConnections().stream().map(ConnectionId::value).toArray(UUID[]::new);
      of = of.and("not o.connection_id = any (?)", kept);
      of = of.and("not o.network_connection = any (?)", kept);
    }
    return Optional.of(new Condition(of.text() + ")" + held, of.values()));
  }

  private String count(Condition condition) {
    return "select count(*) from " + table() + " where seller_id = ? and " + condition.text();
  }

  private String table() {
    return store.replaceFirst("/.*", "");
  }

  @Override
  public String query(CaseScope scope) {
    return mine(SellerId.PLATFORM, Extent.whole(scope)).map(this::count).orElse("");
  }

  @Override
  public long held(SellerId seller, Extent extent) {
    return mine(seller, extent)
        .map(found -> tenancy.as(seller).count(count(found), values(seller, found).toArray()))
        .orElse(0L);
  }

  @Override
  public Erased erase(SellerId seller, Extent extent, int limit) {
    Optional<Condition> found = mine(seller, extent);
    if (found.isEmpty()) {
      return Erased.rows(0);
    }
    List<@Nullable Object> values = new ArrayList<>();
    values.add(seller.value());
    values.addAll(values(seller, found.get()));
    values.add(limit);
    Sql sql = tenancy.as(seller);
    List<OrderId> orders =
        sql.list(
            statement
                + " where seller_id = ? and ctid = any (array(select ctid from "
                + table()
                + " where seller_id = ? and "
                + found.get().text()
                + " limit ? for update)) returning "
                + order,
            row -> new OrderId(row.getObject(1, UUID.class)),
            values.toArray());
    return new Erased(orders.size(), orders.stream().distinct().toList());
  }

  private static List<@Nullable Object> values(SellerId seller, Condition condition) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(seller.value());
    values.addAll(condition.values());
    return values;
  }
}
