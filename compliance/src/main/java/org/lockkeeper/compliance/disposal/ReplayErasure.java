package org.lockkeeper.compliance.disposal;

/**
 * Erases again what a line of the ledger says, after a backup brought it back. One for each kind of
 * {@link ErasureLedger.Scope}; a kind that nobody can replay keeps the product from serving.
 */
public interface ReplayErasure {

  /** Whether this one replays such a line. */
  boolean isFor(ErasureLedger.Scope scope);

  /**
   * Erases, in the caller's transaction, without a new line in the ledger. What is gone already, or
   * never was in this database, is no trouble.
   *
   * @throws IllegalStateException if something is still held afterwards
   */
  void again(ErasureLedger.Line line);

  /** How many rows are held of what the line says; zero after {@link #again}. */
  long held(ErasureLedger.Line line);
}
