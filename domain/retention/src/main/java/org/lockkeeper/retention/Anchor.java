package org.lockkeeper.retention;

/** What the time is counted from. A later word of this list takes the place of an earlier one. */
public enum Anchor {
  /** Taken in; nothing has left yet. */
  RECEIVED,
  /** Has left; no word of a delivery yet. */
  SHIPPED,
  /** Came back or was given up. */
  LOST,
  /** Will not be shipped. */
  CANCELLED,
  /** Handed over. */
  DELIVERED
}
