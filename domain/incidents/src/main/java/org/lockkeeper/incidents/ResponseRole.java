package org.lockkeeper.incidents;

/** Who does what while an incident is open. Stored by its name. */
public enum ResponseRole {
  /** Decides. */
  COMMANDER,
  /** Writes down what happens. */
  SCRIBE,
  /** Speaks with those who have to be told. */
  CONTACT
}
