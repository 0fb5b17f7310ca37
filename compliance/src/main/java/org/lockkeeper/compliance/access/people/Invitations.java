package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.SellerId;

/** Invitations, one for each invited account. Works in the caller's transaction. */
public interface Invitations {

  /** Adds it, or replaces what was there for the account: a former code opens nothing any more. */
  void put(Invitation fresh);

  /** Those that wait for their people. */
  List<Invitation> waiting(SellerId seller);

  /** The one that waits for that account. */
  Optional<Invitation> waiting(SellerId seller, UUID account);

  /** The last one of that account, whatever became of it. */
  Optional<Invitation> last(SellerId seller, UUID account);

  /** From now on that code opens it, and no other. */
  void code(SellerId seller, UUID account, Opaque digest);

  /** The invitation of a code, before the seller is known; whether it has ended is not asked. */
  Optional<Invitation> byCode(Opaque digest);

  /**
   * Closes it.
   *
   * @return false if it was closed, or another code opens it now
   */
  boolean close(SellerId seller, UUID account, Outcome outcome, Instant at);

  /** What became of one. */
  enum Outcome {
    USED,
    WITHDRAWN
  }

  /**
   * An invitation.
   *
   * @param endsAt the first instant at which it opens nothing any more
   */
  record Invitation(
      SellerId seller, UUID account, UUID invitedBy, Instant invitedAt, Instant endsAt) {}
}
