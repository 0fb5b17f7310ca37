package org.lockkeeper.compliance.disposal;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What {@link CatchUp} does, each in a transaction of its own. */
@UseCase
public class CatchUpSteps {

  private static final Actor ACTOR = new Actor.Task("replay-erasures");

  private final ErasureLedger ledger;
  private final LedgerMarks marks;
  private final List<ReplayErasure> kinds;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  CatchUpSteps(
      ErasureLedger ledger,
      LedgerMarks marks,
      @Any Instance<ReplayErasure> kinds,
      AuditTrail audit,
      Clock clock) {
    this(ledger, marks, kinds.stream(), audit, clock);
  }

  CatchUpSteps(
      ErasureLedger ledger,
      LedgerMarks marks,
      Stream<ReplayErasure> kinds,
      AuditTrail audit,
      Clock clock) {
    this.ledger = ledger;
    this.marks = marks;
    this.kinds = kinds.toList();
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * How database and ledger stand to each other.
   *
   * @param length of the ledger
   * @param lastMark the position of the database's last mark, 0 if there is none
   * @param missing positions that the database should know and does not, at most 10,000
   */
  public record Compared(long length, long lastMark, List<Long> missing) {}

  /**
   * Compares database and ledger.
   *
   * @throws ErasureLedger.Broken if the ledger lacks a line that the database knows, or has another
   *     in its place
   */
  public Compared compare() {
    ErasureLedger.Extent extent = ledger.extent();
    Optional<LedgerMarks.Mark> last = marks.marked().last();
    long lastMark = last.map(LedgerMarks.Mark::position).orElse(0L);
    if (lastMark > extent.length()) {
      // Lines are written before they are marked; so what was read first may be older.
      extent = ledger.extent();
    }
    if (lastMark > extent.length()) {
      throw new ErasureLedger.Broken("The erasure ledger is shorter than the database knows.");
    }
    if (last.isPresent()
        && ledger.lines(List.of(lastMark)).stream()
            .noneMatch(line -> line.hash().equals(last.get().hash()))) {
      throw new ErasureLedger.Broken(
          "The erasure ledger's line " + lastMark + " is not the one that the database knows.");
    }
    return new Compared(extent.length(), lastMark, missing(extent));
  }

  private List<Long> missing(ErasureLedger.Extent extent) {
    long after = 0;
    while (true) {
      List<Long> page = marks.missing(after, extent.length());
      List<Long> missing =
          page.stream().filter(position -> !extent.withdrawn().contains(position)).toList();
      if (!missing.isEmpty() || page.isEmpty()) {
        return missing;
      }
      after = page.getLast();
    }
  }

  /** The lines at these positions. */
  public List<ErasureLedger.Line> lines(List<Long> positions) {
    return ledger.lines(positions);
  }

  /**
   * Erases again what a line says, verifies that nothing of it is held, and only then marks it, all
   * in one transaction, unless another node has done so meanwhile: nodes take turns. So a line that
   * is marked was verified, whoever asks and whenever: a node that dies or gives up in between is
   * behind still.
   *
   * @throws IllegalStateException if nobody can replay such a line, or something is still held
   */
  public void replay(ErasureLedger.Line line) {
    if (!marks.takeTurn(line)) {
      ReplayErasure kind = kind(line);
      kind.again(line);
      if (kind.held(line) != 0) {
        throw new IllegalStateException("still held after the replay: line " + line.position());
      }
      marks.mark(line, clock.instant());
    }
  }

  /** Writes down that the database was behind and has caught up. */
  public void note(long lines) {
    audit.record(
        SellerId.PLATFORM,
        ACTOR,
        "erasures.replayed",
        "erasure-ledger",
        Map.of("lines", String.valueOf(lines), "still_held", "0"));
  }

  private ReplayErasure kind(ErasureLedger.Line line) {
    return kinds.stream()
        .filter(kind -> kind.isFor(line.scope()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nobody replays " + line.scope().getClass().getSimpleName()));
  }
}
