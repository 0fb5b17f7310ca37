package org.lockkeeper.compliance.encryption;

import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * Stands at every door to a buyer: whoever opens a buyer asks it first, by whatever way the
 * order was reached.
 */
public interface CanaryTrap {

  /**
   * Whether the buyer of this order is a canary. If so, who reached for it is on record and
   * committed when this returns, and the caller gives nothing away. Runs in the caller's
   * transaction, under the seller.
   *
   * @param way what was called, such as {@code reveal:EMAIL}; at most 60 characters, no personal
   *     data
   */
  boolean springs(SellerId seller, OrderId order, String way);

  /**
   * Whether the buyer of this order is a canary; nothing is recorded. For what a seller can read
   * and must not tell canaries apart by.
   */
  boolean guards(SellerId seller, OrderId order);
}
