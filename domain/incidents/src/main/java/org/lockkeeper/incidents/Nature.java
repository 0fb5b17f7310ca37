package org.lockkeeper.incidents;

/** Whether it has happened or is being practiced. It never changes. */
public enum Nature {
  REAL,
  /** Practice: the same steps and clocks, but what is sent goes to a sink, never to others. */
  DRILL
}
