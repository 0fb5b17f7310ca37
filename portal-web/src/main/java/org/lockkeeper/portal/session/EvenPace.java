package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a failure at the next full step after it was asked for, so that what it failed at cannot
 * be read from the time. The work before it is even as well; this hides what is left, such as a row
 * more or less.
 */
@ApplicationScoped
public class EvenPace {

  private final long step;

  @Inject
  EvenPace(
      @ConfigProperty(name = "lockkeeper.sign-in.pace", defaultValue = "PT0.25S") Duration step) {
    this.step = step.toNanos();
  }

  /** From now on. */
  public Walk begin() {
    long began = System.nanoTime();
    return () -> waitUntil(began);
  }

  private void waitUntil(long began) {
    long took = System.nanoTime() - began;
    long until = began + rest(took, step) + took;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  /** How long it is to the next full step; nothing if there are none. */
  static long rest(long took, long step) {
    return step <= 0 ? 0 : (step - took % step) % step;
  }

  /** Something that takes full steps. */
  @FunctionalInterface
  public interface Walk {

    /** Returns at the next full step. */
    void end();
  }
}
