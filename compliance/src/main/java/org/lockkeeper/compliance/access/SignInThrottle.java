package org.lockkeeper.compliance.access;

import java.time.Instant;

/** Counts failed sign-ins by a digest, over all nodes. Works in the caller's transaction. */
public interface SignInThrottle {

  /** How many failures the subject has in the window that holds at {@code now}. */
  int failures(byte[] subject, Instant now);

  /** Adds one; the first of a window sets its end. */
  void failed(byte[] subject, Instant now, Instant windowEndsAt);

  void clear(byte[] subject);
}
