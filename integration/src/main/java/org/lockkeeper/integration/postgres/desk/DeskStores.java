package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.TableStore.Condition;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** How cases go, with the orders that they are about; tallies and reports stay as logs do. */
@ApplicationScoped
class DeskStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  DeskStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /** Before the orders. */
  @Override
  public int turn() {
    return 18;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.rows(tenancy, "access.support_note", DataKind.ORDER, DeskStores::notesOfOrders),
        TableStore.rowsOfOrders(tenancy, "access.support_case", "order_id"));
  }

  private static Optional<Condition> notesOfOrders(SellerId seller, Extent extent) {
    if (extent.scope() instanceof CaseScope.Buyers) {
      return Optional.empty();
    }
    Condition orders = TableStore.ofOrders(seller, extent, "c.order_id");
    return Optional.of(
        orders.text().isEmpty()
            ? orders
            : new Condition(
                "case_id in (select c.id from access.support_case c"
                    + " where c.seller_id = support_note.seller_id and "
                    + orders.text()
                    + ")",
                orders.values()));
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        new KeptRows(
            tenancy, "access.desk_tally", "R-49", StoreKeeper.Span.LOGS, TableStore.ofSeller()),
        new KeptRows(
            tenancy, "access.reveal_request", "R-49", StoreKeeper.Span.LOGS, TableStore.ofSeller()),
        new KeptRows(
            tenancy, "access.seller_view", "R-49", StoreKeeper.Span.LOGS, TableStore.ofSeller()),
        new KeptRows(
            tenancy,
            "access.privacy_decision",
            "R-49",
            StoreKeeper.Span.LOGS,
            TableStore.ofSeller()),
        new KeptRows(
            tenancy, "access.suspicion", "R-31", StoreKeeper.Span.LOGS, TableStore.ofSeller()));
  }
}
