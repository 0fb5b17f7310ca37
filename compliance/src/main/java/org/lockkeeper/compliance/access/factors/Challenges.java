package org.lockkeeper.compliance.access.factors;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.SellerId;

/** What was asked of a person and waits for its one answer. Works in the caller's transaction. */
public interface Challenges {

  /** What an answer is for; one for the one purpose is none for the other. */
  enum Use {
    /** Taking a passkey on. */
    ENROLL,
    /** Showing a passkey. */
    ANSWER
  }

  /**
   * Keeps the digest of a challenge until it ends, and forgets those of the person that have ended.
   *
   * @param now of this call
   */
  void keep(SellerId seller, UUID account, Use use, Opaque digest, Instant now, Instant endsAt);

  /**
   * Takes a challenge away.
   *
   * @return false if there is none such, it has ended, or somebody was faster
   */
  boolean take(SellerId seller, UUID account, Use use, Opaque digest, Instant now);

  /**
   * A shared secret that was shown to a person who has not yet shown that the app has it.
   *
   * @param factor the id that the factor will have
   * @param closed the secret, closed for that factor
   */
  record Offer(UUID factor, String closed, Instant endsAt) {
    @Override
    public String toString() {
      return "Offer[" + factor + "]";
    }
  }

  /** The person's offer, unless it has ended. */
  Optional<Offer> offer(SellerId seller, UUID account, Instant now);

  /** Makes it the person's only offer. */
  void offer(SellerId seller, UUID account, Offer offer);

  void withdraw(SellerId seller, UUID account);
}
