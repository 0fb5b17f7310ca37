package org.lockkeeper.retention;

/** What is left of our own work and goes by a rule of its own; about no buyer. */
public enum Remnant {
  /** Attempts to connect an account. */
  ATTEMPT,
  /** What people were told. */
  NOTICE,
  /** What the strip runs did. */
  RUN,
  /** Budgets of outside calls that are full again. */
  BUDGET
}
