package org.lockkeeper.kernel;

import java.time.Duration;

/** Takes errands with the caller's transaction: they exist if and only if it commits. */
public interface Errands {

  /** Has the errand run soon, unless the same one already waits. */
  default void soon(Errand errand) {
    after(Duration.ZERO, errand);
  }

  /** Has the errand run once {@code delay} of real time has passed, unless it already waits. */
  void after(Duration delay, Errand errand);

  /** Brings a waiting errand forward to now, or has it run soon if none waits. */
  void now(Errand errand);
}
