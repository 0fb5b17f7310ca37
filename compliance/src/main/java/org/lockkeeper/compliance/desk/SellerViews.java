package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** Views of sellers' pages by people of ours. Works in the caller's transaction. */
public interface SellerViews {

  void add(SellerView view);

  /** The view that a session holds at that instant. */
  Optional<SellerView> open(SellerId home, UUID session, Instant now);

  /** Ends all that the session holds. */
  void end(SellerId home, UUID session, Instant at);
}
