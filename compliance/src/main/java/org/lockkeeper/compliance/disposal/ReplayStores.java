package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.disposal.ErasureLedger.Scope;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.LegalHolds;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;

/**
 * Erases again what came over one connection, or all of a seller: the buyers first, then store by
 * store in their turn, but for what a legal hold of the restored database suspends.
 */
@UseCase
public class ReplayStores implements ReplayErasure {

  private static final Actor ACTOR = new Actor.Task("replay-erasures");
  private static final int BATCH = 500;

  private final StoreCatalogue stores;
  private final CaseOrders orders;
  private final LegalHolds holds;
  private final EraseBuyers buyers;
  private final Sellers sellers;
  private final MadeUpBuyers madeUp;
  private final Clock clock;

  @Inject
  public ReplayStores(
      StoreCatalogue stores,
      CaseOrders orders,
      LegalHolds holds,
      EraseBuyers buyers,
      Sellers sellers,
      MadeUpBuyers madeUp,
      Clock clock) {
    this.stores = stores;
    this.orders = orders;
    this.holds = holds;
    this.buyers = buyers;
    this.sellers = sellers;
    this.madeUp = madeUp;
    this.clock = clock;
  }

  @Override
  public boolean isFor(Scope scope) {
    return switch (scope) {
      case Scope.Buyers b -> false;
      case Scope.OneConnection c -> true;
      case Scope.WholeSeller w -> true;
    };
  }

  @Override
  public void again(ErasureLedger.Line line) {
    SellerId seller = line.seller();
    CaseScope scope = scope(line.scope());
    if (scope instanceof CaseScope.WholeSeller) {
      sellers.close(seller, clock.instant());
    }
    madeUp.withdraw(seller);
    List<LegalHold> held = holds.inForce(seller, clock.instant());
    Extent ofBuyers = Extent.whole(scope).without(held, DataKind.BUYER);
    List<OrderId> some;
    do {
      some = orders.withBuyer(seller, ofBuyers, BATCH);
      if (!some.isEmpty()) {
        buyers.again(seller, some, ACTOR, Map.of("ledger_line", String.valueOf(line.position())));
      }
    } while (some.size() == BATCH);
    for (StoreEraser store : stores.concernedBy(scope)) {
      if (!store.goesWithBuyers()) {
        int gone;
        do {
          gone = store.erase(seller, extent(scope, held, store), BATCH).rows();
        } while (gone == BATCH);
      }
    }
    for (StoreEraser store : stores.concernedBy(scope)) {
      if (store.held(seller, extent(scope, held, store)) != 0) {
        throw new IllegalStateException("not erased in full: " + store.store());
      }
    }
  }

  @Override
  public long held(ErasureLedger.Line line) {
    CaseScope scope = scope(line.scope());
    List<LegalHold> held = holds.inForce(line.seller(), clock.instant());
    return stores.concernedBy(scope).stream()
        .mapToLong(store -> store.held(line.seller(), extent(scope, held, store)))
        .sum();
  }

  private static Extent extent(CaseScope scope, List<LegalHold> held, StoreEraser store) {
    return Extent.whole(scope).without(held, store.kind());
  }

  private static CaseScope scope(Scope scope) {
    return switch (scope) {
      case Scope.Buyers b -> new CaseScope.Buyers(b.orders());
      case Scope.OneConnection c -> new CaseScope.OneAccount(List.of(c.connection()));
      case Scope.WholeSeller w -> new CaseScope.WholeSeller();
    };
  }
}
