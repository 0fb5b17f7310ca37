package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** How grants go, after their secrets and all that came over them. */
@ApplicationScoped
class GrantStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  GrantStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 50;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.rows(
                tenancy,
                "credentials.connection_ending",
                DataKind.ORDER,
                TableStore.ofConnections("connection_id"))
            .since("revoked_at"),
        TableStore.rows(tenancy, "credentials.grant_of_seller", DataKind.ORDER, grants())
            .since("standing_since"));
  }

  /** A grant names the account of its orders: it stays while one of them does. */
  private static TableStore.Reach grants() {
    return (seller, extent) ->
        TableStore.ofConnections("id")
            .of(seller, extent)
            .map(
                found ->
                    extent.heldOrders().isEmpty()
                        ? found
                        : found.and(
                            "not id in (select o.connection_id from orders.sales_order o"
                                + " where o.seller_id = ? and o.id = any (?))",
                            List.of(
                                seller.value(),
                                extent.heldOrders().stream()
                                    .map(OrderId::value)
                                    .toArray(UUID[]::new))))
            .map(
                found ->
                    extent.evenUnderWay()
                        ? found
                        : found.and(
                            "not exists (select from orders.sales_order o"
                                + " where o.seller_id = grant_of_seller.seller_id"
                                + " and o.connection_id = grant_of_seller.id)"));
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of();
  }
}
