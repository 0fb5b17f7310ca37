package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;

/** All sellers. Works in the caller's transaction. */
public interface Sellers {

  /** Adds a seller unless it is there. */
  void add(SellerId seller, String name, Instant at);

  Optional<String> name(SellerId seller);

  /**
   * The seller has left: none of its people can sign in any more. A second time changes nothing.
   *
   * @return whether it was open
   */
  boolean close(SellerId seller, Instant at);

  /** When the seller left, if it has. */
  Optional<Instant> closedAt(SellerId seller);

  /** The ids of all sellers, ascending, the platform left out. */
  List<SellerId> ids();

  /**
   * Sellers whose name has this in it, whatever the case, or whose id it is; by their names, the
   * platform left out.
   *
   * @param most at most so many
   */
  List<SellerId> find(String wanted, int most);
}
