package org.lockkeeper.compliance.encryption;

import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** Which sellers there are, and how busy each is; numbers only. */
public interface SellerVolumes {

  /**
   * Every seller that may still have order keys, those that have left included, ascending. Runs in
   * the caller's transaction, under {@link SellerId#PLATFORM}.
   */
  List<SellerId> sellers();

  /**
   * A cautious number of the seller's orders in a week, such as the smallest of its last four whole
   * weeks; 0 for a seller without a history. Too low a number makes look-up slower, too high a
   * number makes it tell more. Runs in the caller's transaction, under the seller.
   */
  long ordersPerWeek(SellerId seller);
}
