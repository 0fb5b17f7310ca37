package org.lockkeeper.system;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, and for no longer than a bound that says "it is not coming any more". */
final class Await {

  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 40_000_000L;

  private Await() {}

  /** Waits a minute at most. */
  static void that(String what, BooleanSupplier condition) {
    that(what, USUAL, condition);
  }

  static void that(String what, Duration within, BooleanSupplier condition) {
    value(what, within, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits a minute at most for a value. */
  static <T> T value(String what, Supplier<Optional<T>> source) {
    return value(what, USUAL, source);
  }

  static <T> T value(String what, Duration within, Supplier<Optional<T>> source) {
    long until = System.nanoTime() + within.toNanos();
    do {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() < until);
    throw new AssertionError("waited in vain until " + what);
  }
}
