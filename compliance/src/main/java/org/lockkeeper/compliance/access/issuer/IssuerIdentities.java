package org.lockkeeper.compliance.access.issuer;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** By which identity each of our people signs in. Works in the caller's transaction. */
public interface IssuerIdentities {

  /** Whose account the identity opens. */
  Optional<UUID> account(String issuer, String subject);

  /** Whether the account is opened by some identity already. */
  boolean bound(UUID account);

  /** The identity opens the account from now on. */
  void bind(UUID account, String issuer, String subject, Instant at);
}
