package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.LegalHolds;
import org.lockkeeper.retention.StillHeld;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;

/** Asks every store of a case again, by the query that proved it. */
@UseCase
public class HeldNow implements StillHeld {

  private final DeletionCases cases;
  private final StoreCatalogue stores;
  private final LegalHolds holds;
  private final Clock clock;

  @Inject
  public HeldNow(DeletionCases cases, StoreCatalogue stores, LegalHolds holds, Clock clock) {
    this.cases = cases;
    this.stores = stores;
    this.holds = holds;
    this.clock = clock;
  }

  @Override
  public Map<String, Long> now(SellerId seller, DeletionCaseId id) {
    Optional<CaseScope> scope =
        cases.find(seller, id).map(DeletionCase::snapshot).map(DeletionCase.Snapshot::scope);
    if (scope.isEmpty()) {
      return Map.of();
    }
    List<LegalHold> inForce = holds.inForce(seller, clock.instant());
    Map<String, Long> found = new LinkedHashMap<>();
    for (StoreEraser store : stores.concernedBy(scope.get())) {
      long rows = store.held(seller, Extent.whole(scope.get()).without(inForce, store.kind()));
      if (rows > 0) {
        found.put(store.store(), rows);
      }
    }
    return found;
  }
}
