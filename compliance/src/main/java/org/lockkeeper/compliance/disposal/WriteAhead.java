package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Writes the line in the ledger before anything is erased. Whoever erases calls it first, in the
 * transaction that erases: without the line nothing goes, and the caller tries again later.
 */
@UseCase
public class WriteAhead {

  private static final System.Logger LOG = System.getLogger(WriteAhead.class.getName());

  private final ErasureLedger ledger;
  private final LedgerMarks marks;
  private final Clock clock;

  @Inject
  public WriteAhead(ErasureLedger ledger, LedgerMarks marks, Clock clock) {
    this.ledger = ledger;
    this.marks = marks;
    this.clock = clock;
  }

  /**
   * Notes what the running transaction erases.
   *
   * @param reference the case, as {@code case:<id>}, or {@code policy}
   * @throws ErasureLedger.Unavailable if the line cannot be written; the transaction must not
   *     commit
   */
  public void of(SellerId seller, ErasureLedger.Scope scope, String reference) {
    ErasureLedger.Line line;
    try {
      line = ledger.append(seller, scope, reference, clock.instant());
    } catch (ErasureLedger.Unavailable | ErasureLedger.Broken e) {
      LOG.log(
          Level.ERROR,
          "erasure.refused-without-ledger seller={0} failure={1}",
          seller,
          e.getClass().getName());
      throw e;
    }
    marks.ifRolledBack(() -> withdraw(line));
    marks.mark(line, clock.instant());
  }

  /** A line that stays is no harm: it is replayed as if the database were behind. */
  private void withdraw(ErasureLedger.Line line) {
    try {
      ledger.withdraw(line, clock.instant());
    } catch (ErasureLedger.Unavailable | ErasureLedger.Broken e) {
      LOG.log(
          Level.WARNING,
          "ledger.line-not-withdrawn position={0} failure={1}",
          line.position(),
          e.getClass().getName());
    }
  }
}
