package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.TableStore.Condition;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.ErasureReport.Method;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** How the tables of orders let go: what hangs on an order before the order. */
@ApplicationScoped
class OrderStores implements Stores {

  private static final List<String> FIELDS =
      List.of("sealed_name", "sealed_address", "sealed_phone", "sealed_email", "sealed_masked");

  private static final String NUMBERS = "num_nonnulls(" + String.join(", ", FIELDS) + ") > 0";

  private final Tenancy tenancy;

  @Inject
  OrderStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 20;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.withBuyers(
                tenancy,
                "orders.sales_order/recipient",
                Method.FIELDS_STRIPPED,
                "id",
                Optional.of(NUMBERS))
            .fields(FIELDS),
        TableStore.rowsOfOrders(tenancy, "orders.order_line", "order_id"),
        TableStore.rowsOfOrders(tenancy, "orders.parcel", "order_id"),
        NetworkTraces.parcels(tenancy),
        NetworkTraces.orders(tenancy),
        TableStore.rowsOfOrders(tenancy, "retention.buyer_retention", "order_id"),
        TableStore.rowsOfOrders(tenancy, "orders.sales_order", "id"),
        TableStore.rows(
                tenancy,
                "orders.unreadable_delivery",
                DataKind.DELIVERY,
                TableStore.ofConnections("connection_id"))
            .since("received_at"),
        TableStore.rows(
            tenancy,
            "orders.comparison",
            DataKind.DELIVERY,
            TableStore.ofConnections("connection_id")),
        TableStore.rows(tenancy, "orders.delivery", DataKind.DELIVERY, ofTheChannel())
            .since("received_at"),
        TableStore.rows(tenancy, "orders.erasure_tombstone", DataKind.ORDER, TableStore.ofSeller())
            .since("erased_at"));
  }

  /**
   * Deliveries are known by their channel and not by a connection: with an account the memory of
   * them goes for its whole channel. A repetition of one is then met by the order's own version.
   */
  private static TableStore.Reach ofTheChannel() {
    return (seller, extent) ->
        switch (extent.scope()) {
          case CaseScope.WholeSeller w ->
              extent.allHeld() ? Optional.empty() : Optional.of(Condition.all());
          case CaseScope.OneAccount account ->
              extent.allHeld()
                  ? Optional.empty()
                  : Optional.of(
                      Condition.all()
                          .and(
                              """
                              channel in (select g.platform from credentials.grant_of_seller g
                                where g.seller_id = delivery.seller_id and g.id = any (?))\
                              """,
                              TableStore.connections(account)));
          case CaseScope.Buyers b -> Optional.empty();
        };
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        new KeptRows(
            tenancy,
            "orders.erasure_tombstone",
            "R-66",
            StoreKeeper.Span.OPEN_END,
            (seller, extent) -> tombstones(extent)),
        // An order is the channel's, whoever shipped it; so is the day on which its buyer goes.
        new KeptRows(
            tenancy,
            "orders.sales_order",
            "R-35",
            StoreKeeper.Span.OPEN_END,
            NetworkTraces.ordersOf("id")),
        new KeptRows(
            tenancy,
            "retention.buyer_retention",
            "R-37",
            StoreKeeper.Span.OPEN_END,
            NetworkTraces.ordersOf("order_id")));
  }

  /** Tombstones outlive their orders: those of orders that are gone stay. */
  private static Optional<Condition> tombstones(Extent extent) {
    return switch (extent.scope()) {
      case CaseScope.WholeSeller w -> Optional.empty();
      case CaseScope.OneAccount a ->
          Optional.of(
              Condition.all()
                  .and(
                      """
                      order_id is not null and not exists (select from orders.sales_order o
                        where o.seller_id = erasure_tombstone.seller_id
                          and o.id = erasure_tombstone.order_id)\
                      """));
      case CaseScope.Buyers b ->
          Optional.of(
              Condition.all()
                  .and(
                      "order_id = any (?)",
                      b.orders().stream().map(OrderId::value).toArray(UUID[]::new)));
    };
  }
}
