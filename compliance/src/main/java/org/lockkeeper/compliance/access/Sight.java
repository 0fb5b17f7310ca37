package org.lockkeeper.compliance.access;

/** How a group of fields is seen. */
public enum Sight {
  /** In clear; a buyer's field only one at a time, with a reason, for a minute. */
  FULL,
  /** In the masked form. */
  MASKED,
  /** Not at all. */
  NONE
}
