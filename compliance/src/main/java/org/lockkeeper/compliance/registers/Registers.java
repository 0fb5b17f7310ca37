package org.lockkeeper.compliance.registers;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is entered in the registers, with its history. Works in the caller's transaction, as the
 * platform. History and confirmations are added to and never changed.
 */
public interface Registers {

  /** Which entries of a register. */
  enum View {
    /** What lives, the soonest due first. */
    LIVING,
    /** What lives and is past its day. */
    OVERDUE,
    /** What lives no more, the newest first. */
    CLOSED,
    /** All, the newest first. */
    ALL
  }

  /**
   * How many entries a register has.
   *
   * @param soon how many are due within the days asked about, without those that are overdue
   */
  record Count(int living, int overdue, int soon, int closed) {}

  /** Adds an entry and the first line of its history. */
  void add(Entry fresh, Change why);

  /**
   * Changes an entry and adds to its history.
   *
   * @param fresh with the version that follows the one that was read
   * @return false if it was changed meanwhile; nothing is written then
   */
  boolean save(Entry fresh, Change why);

  /** Adds to an entry's history alone. */
  void note(Change line);

  Optional<Entry> find(UUID id);

  /** The same, and nobody else changes it before this transaction ends. */
  Optional<Entry> hold(UUID id);

  List<Entry> list(RegisterKind kind, View view, LocalDate today, int most);

  /** All weaknesses that a tool found, held until this transaction ends. */
  List<Entry> holdFindings(String tool);

  Map<RegisterKind, Count> counts(LocalDate today, LocalDate soon);

  /** What lives and is due on a day or before, of all registers. */
  List<Entry> dueBy(LocalDate day, int most);

  /** The history of an entry, the newest first. */
  List<Change> history(UUID entry);

  /** Who wrote on an entry since somebody last decided on it. */
  Set<UUID> writers(UUID entry);

  void confirm(Confirmation said);

  /** What was said of a register, the newest first. */
  List<Confirmation> confirmations(RegisterKind kind, int most);
}
