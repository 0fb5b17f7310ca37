package org.lockkeeper.retention;

import java.util.List;

/** The stores of one holder. Whoever keeps something of sellers brings them. */
public interface Stores {

  /** What it lets go, in the order that its references demand. */
  List<StoreEraser> erasers();

  /** What stays. */
  List<StoreKeeper> keepers();

  /** When its turn is, ascending: what is referred to goes after what refers to it. */
  int turn();
}
