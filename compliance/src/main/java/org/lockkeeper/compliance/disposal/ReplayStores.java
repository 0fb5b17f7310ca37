package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.disposal.ErasureLedger.Scope;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;

/** Erases connections and sellers again, with all that hangs on them. */
@UseCase
public class ReplayStores implements ReplayErasure {

  private static final Actor ACTOR = new Actor.Task("replay-erasures");
  private static final int BATCH = 500;

  private final StoreCatalogue stores;
  private final CaseOrders orders;
  private final EraseBuyers erase;
  private final Sellers sellers;
  private final Clock clock;

  @Inject
  public ReplayStores(
      StoreCatalogue stores, CaseOrders orders, EraseBuyers erase, Sellers sellers, Clock clock) {
    this.stores = stores;
    this.orders = orders;
    this.erase = erase;
    this.sellers = sellers;
    this.clock = clock;
  }

  @Override
  public boolean isFor(Scope scope) {
    return scope(scope).isPresent();
  }

  private static Optional<CaseScope> scope(Scope scope) {
    return switch (scope) {
      case Scope.Buyers b -> Optional.empty();
      case Scope.OneConnection one ->
          Optional.of(new CaseScope.OneAccount(List.of(one.connection())));
      case Scope.WholeSeller w -> Optional.of(new CaseScope.WholeSeller());
    };
  }

  @Override
  public void again(ErasureLedger.Line line) {
    CaseScope scope = scope(line.scope()).orElseThrow();
    Extent whole = Extent.whole(scope);
    if (scope instanceof CaseScope.WholeSeller) {
      sellers.close(line.seller(), clock.instant());
    }
    Map<String, String> facts = Map.of("ledger_line", String.valueOf(line.position()));
    List<OrderId> some = orders.withBuyer(line.seller(), whole, BATCH);
    while (!some.isEmpty()) {
      erase.again(line.seller(), some, ACTOR, facts);
      some = orders.withBuyer(line.seller(), whole, BATCH);
    }
    for (StoreEraser store : stores.concernedBy(scope)) {
      int rows;
      do {
        rows = store.erase(line.seller(), whole, BATCH).rows();
      } while (rows == BATCH);
      if (store.held(line.seller(), whole) != 0) {
        throw new IllegalStateException("not erased in full: " + store.store());
      }
    }
  }

  @Override
  public long held(ErasureLedger.Line line) {
    return scope(line.scope())
        .map(
            scope ->
                stores.concernedBy(scope).stream()
                    .mapToLong(store -> store.held(line.seller(), Extent.whole(scope)))
                    .sum())
        .orElse(0L);
  }
}
