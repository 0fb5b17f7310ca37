package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.lockkeeper.kernel.SellerId;

/** A ledger, and the marks of one database, which can be put back as a restore does. */
final class MemoryLedger implements ErasureLedger, LedgerMarks {

  private final List<Line> lines = new ArrayList<>();
  private final Set<Long> withdrawn = new HashSet<>();
  private TreeMap<Long, Mark> marks = new TreeMap<>();
  private final List<Runnable> undo = new ArrayList<>();
  private Optional<RuntimeException> failure = Optional.empty();

  void failsWith(RuntimeException trouble) {
    failure = Optional.of(trouble);
  }

  void works() {
    failure = Optional.empty();
  }

  Map<Long, Mark> marks() {
    return new HashMap<>(marks);
  }

  /** The database is replaced by an older one. */
  void restore(Map<Long, Mark> older) {
    marks = new TreeMap<>(older);
  }

  /** The running transaction is rolled back. */
  void rollBack(Map<Long, Mark> before) {
    marks = new TreeMap<>(before);
    undo.forEach(Runnable::run);
    undo.clear();
  }

  /** The last line is cut off. */
  void cut() {
    lines.removeLast();
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  @Override
  public Line append(SellerId seller, Scope scope, String reference, Instant at) {
    failure.ifPresent(
        trouble -> {
          throw trouble;
        });
    long position = lines.size() + 1L;
    Line line =
        new Line(
            position,
            new UUID(7, position),
            seller,
            scope,
            reference,
            at,
            String.format("%064x", position));
    lines.add(line);
    return line;
  }

  @Override
  public void withdraw(Line line, Instant at) {
    Line because = append(line.seller(), line.scope(), "withdrawn", at);
    withdrawn.add(line.position());
    withdrawn.add(because.position());
  }

  @Override
  public ErasureLedger.Extent extent() {
    failure.ifPresent(
        trouble -> {
          throw trouble;
        });
    return new ErasureLedger.Extent(
        lines.size(),
        Set.copyOf(withdrawn),
        lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast().at()));
  }

  @Override
  public List<Line> lines(Collection<Long> positions) {
    return lines.stream()
        .filter(line -> positions.contains(line.position()))
        .filter(line -> !line.reference().equals("withdrawn"))
        .toList();
  }

  @Override
  public void mark(Line line, Instant at) {
    marks.putIfAbsent(line.position(), new Mark(line.position(), line.hash()));
  }

  @Override
  public void ifRolledBack(Runnable work) {
    undo.add(work);
  }

  @Override
  public boolean takeTurn(Line line) {
    return marks.containsKey(line.position());
  }

  @Override
  public LedgerMarks.Extent marked() {
    return new LedgerMarks.Extent(
        marks.size(), Optional.ofNullable(marks.lastEntry()).map(Map.Entry::getValue));
  }

  @Override
  public List<Long> missing(long after, long length) {
    return LongStream.rangeClosed(after + 1, length)
        .filter(position -> !marks.containsKey(position))
        .boxed()
        .toList();
  }
}
