package org.lockkeeper.credentials;

import java.time.Instant;

/** Whether a grant can be used. */
public sealed interface Standing {

  Instant since();

  /** The platform serves us. */
  record Active(Instant since) implements Standing {}

  /** The seller asked for a rest: messages are taken in, nothing is sent out. */
  record Paused(Instant since) implements Standing {}

  /**
   * The platform does not serve us until the seller authorises again. Messages are still taken in,
   * so that nothing is lost while the seller does so.
   *
   * @param cause why, for the seller's eyes
   */
  record Lapsed(Instant since, Cause cause) implements Standing {}

  /** The grant is void; its secrets are of no use any more. */
  record Revoked(Instant since) implements Standing {}

  /** Why a grant lapsed. */
  enum Cause {
    /** The platform says that the grant is gone. */
    REFUSED,
    /** Its time was over. */
    EXPIRED,
    /** A renewal was cut off, and what it brought is lost. */
    RENEWAL_LOST,
    /** Its secret is missing from the secret store or cannot be opened. */
    SECRET_LOST,
    /** Ended by us, because somebody else may know the secret. */
    SUSPECTED
  }
}
