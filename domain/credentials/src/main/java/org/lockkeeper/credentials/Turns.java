package org.lockkeeper.credentials;

import java.util.function.Supplier;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;

/** One at a time for each connection, over all nodes. */
public interface Turns {

  /**
   * Does the work while nobody else, on any node, does work for the same connection. The work runs
   * in no transaction of this port, so that its steps commit by themselves. The turn falls with the
   * process that has it: the next one is served at once, and has to look at what was left behind.
   *
   * @throws PlatformTrouble {@code THROTTLED} if the turn does not come within a bounded time
   */
  <T> T alone(ConnectionId connection, Supplier<T> work);
}
