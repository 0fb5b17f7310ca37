package org.lockkeeper.retention;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * What is held of a seller, store by store, counted by the queries that prove a deletion. Changes
 * nothing.
 */
@UseCase
public class TakeStock {

  private static final System.Logger LOG = System.getLogger(TakeStock.class.getName());

  private final StoreCatalogue stores;

  @Inject
  public TakeStock(StoreCatalogue stores) {
    this.stores = stores;
  }

  /**
   * One store.
   *
   * @param rows how many; empty if the store does not answer now
   * @param ages when the oldest and the newest came, where the rows say so
   * @param fields how many rows hold which field, where a store is of fields
   */
  public record Held(
      String store,
      DataKind kind,
      OptionalLong rows,
      Optional<StoreEraser.Ages> ages,
      List<StoreEraser.FieldCount> fields) {

    public Held {
      fields = List.copyOf(fields);
    }
  }

  /** Stores that hold something, and those that do not answer, in the order of letting go. */
  public List<Held> of(SellerId seller) {
    CaseScope all = new CaseScope.WholeSeller();
    Extent whole = Extent.whole(all);
    List<Held> found = new ArrayList<>();
    for (StoreEraser store : stores.concernedBy(all)) {
      try {
        long rows = store.held(seller, whole);
        if (rows > 0) {
          found.add(
              new Held(
                  store.store(),
                  store.kind(),
                  OptionalLong.of(rows),
                  store.ages(seller, whole),
                  store.fields(seller, whole)));
        }
      } catch (StoreEraser.Unanswered e) {
        LOG.log(System.Logger.Level.WARNING, "store.not-counted store={0}", store.store());
        found.add(
            new Held(
                store.store(), store.kind(), OptionalLong.empty(), Optional.empty(), List.of()));
      }
    }
    return List.copyOf(found);
  }
}
