package org.lockkeeper.integration.postgres.jobs;

import java.time.Duration;

/** How long an errand waits after its n-th failure in a row: 2 s, doubling, at most one hour. */
final class Pauses {

  private static final Duration MOST = Duration.ofHours(1);

  private Pauses() {}

  static Duration after(int failures) {
    Duration pause = Duration.ofSeconds(1L << Math.clamp(failures, 1, 12));
    return pause.compareTo(MOST) < 0 ? pause : MOST;
  }
}
