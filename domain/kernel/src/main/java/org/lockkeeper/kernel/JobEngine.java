package org.lockkeeper.kernel;

/** Runs errands and recurring work, together with all other nodes on the same database. */
public interface JobEngine {

  /** Begins to take work. */
  void start();

  /** Takes no more work, and waits a short while for what is under way. */
  void stop();
}
