package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which lines of the {@link ErasureLedger} the database knows. A mark is written in the transaction
 * that erases; so a line without a mark was not erased here, and a restored backup lacks the marks
 * of all that was erased after it.
 */
public interface LedgerMarks {

  /** Marks a line, with the caller's transaction. Marking again changes nothing. */
  void mark(ErasureLedger.Line line, Instant at);

  /** Does something after the caller's transaction, if it is certain that it was rolled back. */
  void ifRolledBack(Runnable work);

  /** Whether a line is marked; nobody else can mark it until the caller's transaction ends. */
  boolean takeTurn(ErasureLedger.Line line);

  /** How far the marks go. */
  Extent marked();

  /** The positions after {@code after}, to {@code length}, without a mark, at most 10,000. */
  List<Long> missing(long after, long length);

  /** How many marks there are, and the last of them. */
  record Extent(long count, Optional<Mark> last) {}

  /** One mark; {@code hash} is that of the line. */
  record Mark(long position, String hash) {}
}
