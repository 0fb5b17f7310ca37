package org.lockkeeper.retention;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * What a deletion would do, counted by the very queries that prove it afterwards. Changes nothing.
 */
@UseCase
public class PreviewDeletion {

  private static final System.Logger LOG = System.getLogger(PreviewDeletion.class.getName());

  private final StoreCatalogue stores;
  private final LegalHolds holds;
  private final Clock clock;

  @Inject
  public PreviewDeletion(StoreCatalogue stores, LegalHolds holds, Clock clock) {
    this.stores = stores;
    this.holds = holds;
    this.clock = clock;
  }

  /** Counts what would go and what would stay. */
  public Preview of(SellerId seller, CaseScope scope) {
    List<LegalHold> inForce = holds.inForce(seller, clock.instant());
    List<Preview.Going> going = new ArrayList<>();
    List<Preview.Staying> staying = new ArrayList<>();
    List<String> unanswered = new ArrayList<>();
    Extent whole = Extent.whole(scope);
    for (StoreEraser store : stores.concernedBy(scope)) {
      Extent extent = whole.without(inForce, store.kind());
      try {
        long rows = store.held(seller, extent);
        long held = store.held(seller, whole) - rows;
        going.add(new Preview.Going(store.store(), store.kind(), store.method(), rows));
        if (held > 0) {
          staying.add(new Preview.Staying(store.store(), held, "legal-hold"));
        }
      } catch (StoreEraser.Unanswered e) {
        LOG.log(System.Logger.Level.WARNING, "store.not-counted store={0}", store.store());
        unanswered.add(store.store());
      }
    }
    for (StoreKeeper keeper : stores.keepers()) {
      long rows = keeper.count(seller, scope);
      if (rows > 0) {
        staying.add(new Preview.Staying(keeper.store(), rows, keeper.reason()));
      }
    }
    return new Preview(going, staying, unanswered);
  }

  /**
   * What would go, and what would stay.
   *
   * @param unanswered stores that could not be asked now: they go all the same, uncounted here
   */
  public record Preview(List<Going> going, List<Staying> staying, List<String> unanswered) {

    public Preview {
      going = List.copyOf(going);
      staying = List.copyOf(staying);
      unanswered = List.copyOf(unanswered);
    }

    /** One store. */
    public record Going(String store, DataKind kind, ErasureReport.Method method, long rows) {}

    /** What stays of a store, and the sentence that demands or allows it. */
    public record Staying(String store, long rows, String reason) {}

    /** How many rows would go or lose what they hold. */
    public long rows() {
      return going.stream()
          .filter(g -> g.method() != ErasureReport.Method.KEYS_DESTROYED)
          .filter(g -> g.method() != ErasureReport.Method.SECRET_DESTROYED)
          .mapToLong(Going::rows)
          .sum();
    }

    /** How many keys would be destroyed. */
    public long keys() {
      return count(ErasureReport.Method.KEYS_DESTROYED);
    }

    /** How many secrets would be destroyed. */
    public long secrets() {
      return count(ErasureReport.Method.SECRET_DESTROYED);
    }

    private long count(ErasureReport.Method method) {
      return going.stream().filter(g -> g.method() == method).mapToLong(Going::rows).sum();
    }
  }
}
