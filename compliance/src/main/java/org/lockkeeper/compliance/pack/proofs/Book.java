package org.lockkeeper.compliance.pack.proofs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.registers.Confirmation;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.Registers;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;

/** The registers as a proof reads them: what lives, what is overdue, and what a file shows. */
@ApplicationScoped
class Book {

  private static final int MOST = 5_000;

  private final Registers registers;
  private final EvidenceFiles files;

  @Inject
  Book(Registers registers, EvidenceFiles files) {
    this.registers = registers;
    this.files = files;
  }

  /** What lives in a register, what is due soonest first. */
  List<Entry> living(RegisterKind kind, LocalDate today) {
    return registers.list(kind, Registers.View.LIVING, today, MOST);
  }

  /** What lives no more, the newest first. */
  List<Entry> closed(RegisterKind kind, LocalDate today) {
    return registers.list(kind, Registers.View.CLOSED, today, MOST);
  }

  /** How many entries of a register are past their day. */
  long overdue(RegisterKind kind, LocalDate today) {
    return living(kind, today).stream().filter(entry -> entry.overdueOn(today)).count();
  }

  /** What was last said of a whole register. */
  Optional<Confirmation> said(RegisterKind kind) {
    return registers.confirmations(kind, 1).stream().findFirst();
  }

  /**
   * The newest scan or test that counts and has its report: one without is somebody's word. A
   * report does not wither; how old it may be is said by the duty.
   */
  Optional<Entry> newestWithReport(
      RegisterKind kind, LocalDate today, java.util.function.Predicate<Entry> counts) {
    return registers.list(kind, Registers.View.ALL, today, MOST).stream()
        .filter(entry -> entry.state() != EntryState.VOID)
        .filter(entry -> on(entry, "done").isPresent())
        .filter(counts)
        .sorted(
            Comparator.comparing((Entry entry) -> on(entry, "done").orElse(LocalDate.MIN))
                .reversed())
        .filter(this::hasFile)
        .findFirst();
  }

  /** Whether a file was kept for an entry. */
  boolean hasFile(Entry entry) {
    return !files.of(entry.id()).isEmpty();
  }

  /** A day among the details of an entry. */
  static Optional<LocalDate> on(Entry entry, String field) {
    return Optional.of(entry.detail(field)).filter(text -> !text.isEmpty()).map(LocalDate::parse);
  }

  /** The beginning of a day; never ahead. */
  static Instant at(LocalDate day, Instant now) {
    Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return begin.isAfter(now) ? now : begin;
  }
}
