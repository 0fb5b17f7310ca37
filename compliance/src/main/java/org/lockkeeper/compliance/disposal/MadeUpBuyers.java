package org.lockkeeper.compliance.disposal;

import org.lockkeeper.kernel.SellerId;

/**
 * Buyers among a seller's that are nobody. They go before anything of the seller is counted or
 * erased, so that every count on a certificate is of real ones.
 */
@FunctionalInterface
public interface MadeUpBuyers {

  /** Removes all of the seller's with their keys, in the caller's transaction. */
  void withdraw(SellerId seller);
}
