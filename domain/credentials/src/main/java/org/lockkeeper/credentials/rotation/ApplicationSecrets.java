package org.lockkeeper.credentials.rotation;

import java.time.Instant;
import java.util.List;
import org.lockkeeper.credentials.Platform;

/** All application secrets. Works in the caller's transaction, under the platform's own tenant. */
public interface ApplicationSecrets {

  /** That of the platform; {@link ApplicationSecret#unknown} if nothing was stored. */
  ApplicationSecret of(Platform platform);

  /**
   * That of the platform, held against every other writer until the transaction ends; its row is
   * made if there is none. Whoever changes a state decides by what this returns.
   */
  ApplicationSecret locked(Platform platform);

  /** All that were stored, by platform. */
  List<ApplicationSecret> all();

  /** Stores one that {@link #locked} gave in this transaction. */
  void save(ApplicationSecret secret);

  /**
   * Notes a new secret that was sent to us.
   *
   * @param print of its value
   * @return false if it was noted before
   */
  boolean firstArrival(Platform platform, String print, Instant at);
}
