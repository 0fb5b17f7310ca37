package org.lockkeeper.compliance.encryption;

import java.util.Collection;
import java.util.Map;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;

/** Reads the sealed recipients of orders, as stored; opens nothing. */
public interface SealedRecipients {

  /**
   * The sealed recipients of those among {@code orders} that belong to the seller and have one; an
   * order that is stripped, withheld or unknown is simply not in the answer. Runs in the caller's
   * transaction.
   *
   * @param orders at most 1000
   */
  Map<OrderId, Recipient.Sealed> of(SellerId seller, Collection<OrderId> orders);
}
