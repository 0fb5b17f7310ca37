package org.lockkeeper.integration.http;

import java.time.Duration;
import org.lockkeeper.kernel.SellerId;

/**
 * The levels of all budgets, shared by all nodes: a platform counts calls, not nodes. Each method
 * is a short transaction of its own and never uses the connection of the caller's.
 */
public interface Budgets {

  /** Which bucket. */
  record Key(SellerId seller, String application, String host, String name) {}

  /** What came of asking for a turn. */
  sealed interface Turn {

    /**
     * Taken.
     *
     * @param pause to be kept before the call; zero mostly
     * @param throttledInRow how many calls before it were throttled without one that was not
     */
    record Taken(Duration pause, int throttledInRow) implements Turn {}

    /**
     * Not taken.
     *
     * @param retryAfter a moment of its own for each that is sent away
     */
    record Later(Duration retryAfter) implements Turn {}
  }

  /**
   * Takes what one call costs.
   *
   * @param longestPause a call that would have to wait longer is sent away
   */
  Turn take(Key key, Budget budget, Duration longestPause);

  /** Nobody calls for {@code pause}: the platform said that there were too many. */
  void throttled(Key key, Duration pause);

  /** What the platform itself tells about the bucket; also ends a row of throttled calls. */
  void heard(Key key, Throttling.Level level);
}
