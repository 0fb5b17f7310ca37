package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * What people have used of their budgets, over all nodes. Works in the caller's transaction, under
 * the organisation that the person belongs to.
 */
public interface DeskTallies {

  /** What is counted. Stored by its name. */
  enum Kind {
    /** Fields shown in a day. */
    REVEAL,
    /** Fields shown in a window. */
    REVEAL_BURST,
    /** Searches in a day. */
    SEARCH,
    /** Searches in a window. */
    SEARCH_BURST,
    /** Sellers worked for in a day. */
    SELLER,
    /** Orders opened in an hour. */
    ORDER
  }

  /**
   * Uses one, if less than {@code most} are used; two at the same time never share the last one.
   *
   * @return whether there was one left
   */
  boolean take(SellerId home, UUID account, Kind kind, Instant slot, int most);

  /** Gives one back that came to nothing. */
  void giveBack(SellerId home, UUID account, Kind kind, Instant slot);

  /** How many are used. */
  int used(SellerId home, UUID account, Kind kind, Instant slot);

  /**
   * Counts different things: notes one, if it is known already or less than {@code most} are; two
   * at the same time never share the last one.
   *
   * @param about the seller or the order
   * @return whether it is noted
   */
  boolean note(SellerId home, UUID account, Kind kind, Instant slot, UUID about, int most);
}
