package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.TableStore.Condition;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.ErasureReport.Method;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/**
 * How keys and look-up tokens go: those of orders with their buyers, a seller's with the seller.
 */
@ApplicationScoped
class KeyStores implements Stores {

  /** Keys of buyers who are nobody are no figure; they go before anything is counted. */
  private static final Optional<String> OF_REAL_BUYERS =
      Optional.of("order_id <> all ((select orders.ids_apart())::uuid[])");

  private final Tenancy tenancy;

  @Inject
  KeyStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 10;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.withBuyers(
            tenancy, "keys.order_key", Method.KEYS_DESTROYED, "order_id", OF_REAL_BUYERS),
        TableStore.withBuyers(
            tenancy, "keys.look_up_token", Method.ROWS_DELETED, "order_id", OF_REAL_BUYERS),
        TableStore.keys(
            tenancy,
            "keys.seller_key",
            // A buyer that a hold keeps can only be opened with it.
            (seller, extent) ->
                extent.scope() instanceof CaseScope.WholeSeller
                        && !extent.allHeld()
                        && extent.heldOrders().isEmpty()
                        && extent.heldConnections().isEmpty()
                    ? Optional.of(Condition.all())
                    : Optional.empty()));
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(ofThePlatform("keys.destruction"));
  }

  /** What our own admins decide about keys holds nothing of a seller. */
  private KeptRows ofThePlatform(String table) {
    return new KeptRows(
        tenancy, table, "R-49", StoreKeeper.Span.LOGS, (seller, extent) -> Optional.empty());
  }
}
