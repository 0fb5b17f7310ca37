package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/**
 * Wishes of buyers go. The cases themselves stay: they prove what was deleted. Ids, counts and
 * dates.
 */
@ApplicationScoped
class CaseStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  CaseStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 80;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.rows(tenancy, "retention.data_request", DataKind.ORDER, TableStore.ofSeller())
            .since("received_at"));
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        // A choice of the seller's and the demands of a law: neither is about a buyer.
        new KeptRows(
            tenancy,
            "retention.channel_span",
            "R-37",
            StoreKeeper.Span.OPEN_END,
            TableStore.ofSeller()),
        new KeptRows(
            tenancy,
            "retention.legal_hold",
            "R-32",
            StoreKeeper.Span.OPEN_END,
            TableStore.ofSeller()),
        proof("retention.certificate"),
        proof("retention.certificate_issue"),
        proof("retention.certificate_link"),
        proof("retention.deletion_case"),
        proof("retention.case_store"),
        proof("retention.case_order"),
        proof("retention.case_kept"));
  }

  private KeptRows proof(String table) {
    return new KeptRows(tenancy, table, "R-33", StoreKeeper.Span.OPEN_END, TableStore.ofSeller());
  }
}
