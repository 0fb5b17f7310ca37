package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** When somebody's account was locked for strangers. Works in the caller's transaction. */
public interface LockOuts {

  /**
   * One lock.
   *
   * @param endsAt the first instant at which it does not hold any more by itself
   */
  record LockOut(SellerId seller, UUID id, UUID account, Instant since, Instant endsAt) {}

  void add(LockOut lock);

  /** The locks that hold now, over all sellers, the newest first; at most that many. */
  List<LockOut> holding(Instant now, int most);

  Optional<LockOut> find(SellerId seller, UUID id);

  /** An admin ends a lock. */
  void end(LockOut lock, UUID by, Instant at);
}
