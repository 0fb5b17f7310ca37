package org.lockkeeper.credentials;

import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;

/** Attempts to authorise. Works in the caller's transaction; sees one seller at a time. */
public interface AuthorizationAttempts {

  void add(AuthorizationAttempt attempt);

  /** Finds an attempt and keeps others from using it until the transaction ends. */
  Optional<AuthorizationAttempt> findForUpdate(SellerId seller, String stateDigest);

  void save(AuthorizationAttempt attempt);

  /** Removes the seller's attempts that ended before {@code instant}. */
  void forgetEndedBefore(SellerId seller, Instant instant);
}
