package org.lockkeeper.integration.postgres;

/** The two walls between sellers, each with the other one taken away. */
public enum Wall {
  /** Row-level security and the statements' own conditions, as in production. */
  BOTH,
  /** The statements' own conditions alone. */
  CONDITIONS_ALONE;

  public Transactions transactions() {
    return this == BOTH ? TestDatabase.portal() : TestDatabase.unwalled();
  }
}
