package org.lockkeeper.integration.postgres.exports;

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

/** Files that wait go with the orders in them; who took what and why stays as logs do. */
@ApplicationScoped
class ExportStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  ExportStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /** Before the orders. */
  @Override
  public int turn() {
    return 17;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.rows(tenancy, "access.export_file", DataKind.ORDER, ExportStores::files));
  }

  /**
   * A file has orders of all connections, so that it goes whole with any of them. A hold keeps the
   * orders themselves, of which a file is a copy.
   */
  private static Optional<Condition> files(SellerId seller, Extent extent) {
    return extent.scope() instanceof CaseScope.Buyers || extent.allHeld()
        ? Optional.empty()
        : Optional.of(Condition.all());
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        new KeptRows(
            tenancy, "access.export", "R-49", StoreKeeper.Span.LOGS, TableStore.ofSeller()));
  }
}
