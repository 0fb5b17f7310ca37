package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Devices that somebody has signed in from, by the digest of a random value that only that device
 * has. Works in the caller's transaction.
 */
public interface KnownDevices {

  /**
   * Whether the digest is that of a device of the account. Asks the database in the same way if
   * there is no such account.
   */
  boolean knows(Optional<Account> account, byte[] digest, Instant now);

  /** Knows a device from now on, in place of a former value of it. */
  void know(Account account, Optional<byte[]> former, byte[] digest, Instant now, Instant endsAt);

  /** Knows none of the account's devices any more. */
  void forget(Account account);
}
