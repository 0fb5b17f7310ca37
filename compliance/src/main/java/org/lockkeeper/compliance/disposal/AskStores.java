package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.LegalHolds;
import org.lockkeeper.retention.StillHeld;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;

/** Asks every store of a case by its own query, whatever was found when the case was run. */
@UseCase
public class AskStores implements StillHeld {

  private final DeletionCases cases;
  private final StoreCatalogue stores;
  private final LegalHolds holds;
  private final Clock clock;

  @Inject
  public AskStores(DeletionCases cases, StoreCatalogue stores, LegalHolds holds, Clock clock) {
    this.cases = cases;
    this.stores = stores;
    this.holds = holds;
    this.clock = clock;
  }

  @Override
  public Map<String, Long> now(SellerId seller, DeletionCaseId id) {
    Instant now = clock.instant();
    DeletionCase.Snapshot it =
        cases
            .find(seller, id)
            .map(DeletionCase::snapshot)
            .orElseThrow(() -> new IllegalStateException("no deletion case " + id));
    List<LegalHold> inForce = holds.inForce(seller, now);
    Map<String, Long> left = new TreeMap<>();
    for (StoreEraser store : stores.concernedBy(it.scope())) {
      long held = store.held(seller, Extent.whole(it.scope()).without(inForce, store.kind()));
      if (held != 0) {
        left.merge(store.store(), held, Long::sum);
      }
    }
    return left;
  }
}
