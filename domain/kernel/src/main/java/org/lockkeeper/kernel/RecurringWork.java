package org.lockkeeper.kernel;

import java.time.Duration;

/** Work that comes back by itself. One node at a time does it, whichever is free. */
public interface RecurringWork {

  /** A name that is never used for something else. */
  String name();

  /** The pause of real time between two runs. */
  Duration every();

  /** Does it once. An exception is noted and the next run comes as usual. */
  void run();
}
