package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * What was to be erased, kept outside the database and its backups, so that a restored backup can
 * be made to forget it again. Append-only: a line is on the disk before the transaction that
 * erases commits, and holds ids and dates, never personal data.
 *
 * <p>The rules that every adapter keeps:
 *
 * <ul>
 *   <li>{@link #append} returns when the line survives a loss of power, or throws and there is no
 *       line. Lines are numbered from 1 without gaps, over all nodes.
 *   <li>Each line names the SHA-256 of the one before. A cut or changed line is told as {@link
 *       Broken}; a last line that was being written when the power went was never promised to
 *       anybody and does not count.
 *   <li>No call takes part in a transaction.
 * </ul>
 */
public interface ErasureLedger {

  /**
   * Adds a line.
   *
   * @param reference the case, as {@code case:<id>}, or {@code policy}; no personal data
   * @throws Unavailable if it could not be written durably; then nothing may be erased
   * @throws Broken if what is there already is not what was written
   */
  Line append(SellerId seller, Scope scope, String reference, Instant at);

  /**
   * Says that the erasure of a line was rolled back, so that no database has to know it. To be
   * called only when that is certain.
   *
   * @throws Unavailable if it could not be written durably; then the line stands
   */
  void withdraw(Line line, Instant at);

  /**
   * How far the ledger goes. Looks at what was added since the last call, and at all of it first.
   *
   * @throws Unavailable if it cannot be read
   * @throws Broken if a line is missing or is not what was written
   */
  Extent extent();

  /**
   * The erasures at some positions, in order, withdrawn ones too; a position without one is left
   * out.
   */
  List<Line> lines(Collection<Long> positions);

  /**
   * One erasure.
   *
   * @param position from 1
   * @param hash SHA-256 of the line as it stands, 64 hexadecimal digits
   */
  record Line(
      long position,
      UUID id,
      SellerId seller,
      Scope scope,
      String reference,
      Instant at,
      String hash) {}

  /**
   * How far the ledger goes.
   *
   * @param length the position of the last line, 0 if there is none
   * @param withdrawn positions that no database has to know: withdrawn lines, and those that
   *     withdraw them
   * @param lastAt when the last line was written
   */
  record Extent(long length, Set<Long> withdrawn, Optional<Instant> lastAt) {}

  /** What is erased. */
  sealed interface Scope {

    /** The buyers of some orders. */
    record Buyers(List<OrderId> orders) implements Scope {
      public Buyers {
        orders = List.copyOf(orders);
      }
    }

    /** All that came over one connection, and the connection. */
    record OneConnection(ConnectionId connection) implements Scope {}

    /** All of the seller. */
    record WholeSeller() implements Scope {}
  }

  /** The ledger did not answer. The same call may work later. */
  final class Unavailable extends RuntimeException {
    public Unavailable(Throwable cause) {
      super("the erasure ledger does not answer", cause);
    }
  }

  /** The ledger is not what was written: a line is cut off, missing or changed. */
  final class Broken extends RuntimeException {

    private final String sentence;

    /**
     * @param sentence what is wrong; numbers of lines, no ids
     */
    public Broken(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }
}
