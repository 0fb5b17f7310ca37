package org.lockkeeper.compliance.access.passwords;

import java.time.Instant;
import org.lockkeeper.compliance.encryption.Opaque;

/**
 * Codes by which the first admin of a new installation names themselves; only digests are kept.
 * Each node that starts has its own. Works in the caller's transaction.
 */
public interface FirstAdminCodes {

  void add(Opaque digest, Instant at, Instant endsAt);

  boolean open(Opaque digest, Instant now);

  /**
   * Takes this code and all others away.
   *
   * @return whether this one was there
   */
  boolean use(Opaque digest);
}
