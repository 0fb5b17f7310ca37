package org.lockkeeper.retention;

import java.util.List;

/** All stores there are, in the order in which they let go. */
public interface StoreCatalogue {

  List<StoreEraser> erasers();

  List<StoreKeeper> keepers();

  /** Those that may hold something of this scope. */
  default List<StoreEraser> concernedBy(CaseScope scope) {
    return erasers().stream().filter(store -> store.concerns(scope)).toList();
  }
}
