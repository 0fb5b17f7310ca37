package org.lockkeeper.incidents;

/** What contains an incident. The first five act on the product itself. Stored by its name. */
public enum ContainmentStep {
  /** Sign somebody out everywhere. */
  END_SESSIONS,
  /** Keep somebody out. */
  SUSPEND_PERSON,
  /** Replace a secret, or end a grant of which somebody else may know the secret. */
  ROTATE_CREDENTIAL,
  /** Stop the traffic of one connection. */
  PAUSE_CONNECTION,
  /** Let requests of a network come in no more. */
  BLOCK_NETWORK,
  /** Mend or switch off what was used. */
  CLOSE_WEAKNESS,
  /** Have counsel look at a demand before anything is handed out. */
  ASK_COUNSEL,
  /** Put into the locker what shows what happened. */
  KEEP_EVIDENCE
}
