package org.lockkeeper.incidents;

/** Whether a party's data is concerned. Stored by its name. */
public enum Finding {
  CONFIRMED,
  SUSPECTED,
  RULED_OUT
}
