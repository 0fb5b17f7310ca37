package org.lockkeeper.retention;

/** What the time is counted from. A later word of this list takes the place of an earlier one. */
public enum Anchor {
  /** Taken in; nothing has left yet. */
  RECEIVED,
  /** The network took it and cannot ship it after all. */
  UNFULFILLABLE,
  /** Has left; no word of a delivery yet. */
  SHIPPED,
  /** Given up by the carrier or the network. */
  LOST,
  /** Came back. */
  RETURNED,
  /** Will not be shipped. */
  CANCELLED,
  /** Handed over. */
  DELIVERED
}
