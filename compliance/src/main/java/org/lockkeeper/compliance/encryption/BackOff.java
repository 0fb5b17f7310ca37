package org.lockkeeper.compliance.encryption;

import java.security.SecureRandom;
import java.time.Duration;

/**
 * When to try again after a trouble: each failure doubles the pause, from 100 ms to 30 s, of which
 * a random half is taken off, so that many nodes do not come back at once. When the pause is over,
 * one caller may try; the others wait for how that ends.
 */
final class BackOff {

  private static final long SHORTEST = Duration.ofMillis(100).toNanos();
  private static final long LONGEST = Duration.ofSeconds(30).toNanos();

  private final Ticker ticker;
  private final SecureRandom random;
  private int failures;
  private long notBefore;

  BackOff(Ticker ticker, SecureRandom random) {
    this.ticker = ticker;
    this.random = random;
  }

  /** Whether the caller may try now; who may, tells how it went. */
  synchronized boolean mayTry() {
    if (failures == 0) {
      return true;
    }
    long now = ticker.nanos();
    if (now - notBefore < 0) {
      return false;
    }
    notBefore = now + pause();
    return true;
  }

  synchronized void failed() {
    failures = Math.min(failures + 1, 30);
    notBefore = ticker.nanos() + pause();
  }

  synchronized void succeeded() {
    failures = 0;
  }

  private long pause() {
    long whole = Math.min(LONGEST, SHORTEST << Math.min(failures - 1, 20));
    return whole / 2 + random.nextLong(whole / 2 + 1);
  }
}
