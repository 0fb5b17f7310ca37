package org.lockkeeper.compliance.access;

import java.time.Instant;

/** Counts failed sign-ins by a digest, over all nodes. Works in the caller's transaction. */
public interface SignInThrottle {

  /** How many failures the subject has in the window that holds at {@code now}. */
  int failures(byte[] subject, Instant now);

  /** Adds one; the first of a window sets its end. */
  void failed(byte[] subject, Instant now, Instant windowEndsAt);

  /**
   * Adds one before it is known whether it will be a failure. Whoever else counts the same subject
   * waits until this transaction ends.
   *
   * @return how many there are with this one
   */
  default int counted(byte[] subject, Instant now, Instant windowEndsAt) {
    failed(subject, now, windowEndsAt);
    return failures(subject, now);
  }

  /** Takes back one that was counted and turned out to be no failure. */
  void forgive(byte[] subject);

  void clear(byte[] subject);
}
