package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** Logs stay as long as logs have to be kept, whoever leaves. They hold nothing of a buyer. */
@ApplicationScoped
class LogStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  LogStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 90;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of();
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        log("audit.audit_event"),
        log("audit.call_log"),
        log("audit.call_tally"),
        log("audit.refused_call"),
        // What our own admins decide about the log holds nothing of a seller.
        new KeptRows(
            tenancy,
            "audit.epoch_wish",
            "R-51",
            StoreKeeper.Span.OPEN_END,
            (seller, extent) -> Optional.empty()),
        // What the watch counts, and what we make of it, is ours: ids and numbers.
        ours("audit.alert"),
        ours("audit.clock_mark"),
        ours("audit.attestation"),
        ours("audit.evidence_pack"),
        ours("audit.gap_plan"),
        ours("audit.questionnaire"),
        ours("audit.log_review"),
        ours("audit.setting_change"),
        ours("audit.watch_count"),
        ours("audit.watch_cursor"),
        ours("audit.watch_drain"),
        ours("audit.watch_seen"),
        ours("audit.watch_subject"),
        // Hashes of entries and their places; without them the tree of all others breaks.
        new KeptRows(
            tenancy,
            "audit.sealed_entry",
            "R-51",
            StoreKeeper.Span.OPEN_END,
            TableStore.ofSeller()));
  }

  private KeptRows ours(String table) {
    return new KeptRows(
        tenancy, table, "R-49", StoreKeeper.Span.LOGS, (seller, extent) -> Optional.empty());
  }

  private KeptRows log(String table) {
    return new KeptRows(tenancy, table, "R-49", StoreKeeper.Span.LOGS, TableStore.ofSeller());
  }
}
