package org.lockkeeper.incidents;

/** Reads the product's clock and the database's. */
@FunctionalInterface
public interface TwoClocks {

  /** What both say now. */
  Reading read();
}
