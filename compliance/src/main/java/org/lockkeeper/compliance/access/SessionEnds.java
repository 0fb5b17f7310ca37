package org.lockkeeper.compliance.access;

/** Ends sessions of a person on every node. Works in the caller's transaction. */
@FunctionalInterface
public interface SessionEnds {

  /**
   * Ends all sessions of an account, also the one that asks.
   *
   * @param why one word for the audit log, such as {@code password-changed}
   */
  void all(Account account, String why);
}
