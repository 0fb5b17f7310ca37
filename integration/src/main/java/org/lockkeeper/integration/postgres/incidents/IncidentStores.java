package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** What sellers were told of incidents stays as logs do. */
@ApplicationScoped
class IncidentStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  IncidentStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 19;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of();
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        new KeptRows(
            tenancy,
            "incidents.seller_notice",
            "R-31",
            StoreKeeper.Span.LOGS,
            TableStore.ofSeller()));
  }
}
