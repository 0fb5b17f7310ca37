package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;
import org.lockkeeper.kernel.UseCase;

/**
 * What a register shows to somebody who believes nothing: the newest thing that was done, the file
 * that shows it, and what is open. Reads only; nothing here is a promise that what was
 * entered is true.
 */
@UseCase
public class RegisterProof {

  private static final int MOST = 2_000;

  private final Registers registers;
  private final EvidenceFiles files;
  private final Clock clock;

  @Inject
  public RegisterProof(Registers registers, EvidenceFiles files, Clock clock) {
    this.registers = registers;
    this.files = files;
    this.clock = clock;
  }

  /**
   * What a register shows.
   *
   * @param on the day on which it was last done: scanned, tested, confirmed, assessed, checked,
   *     reviewed; for weaknesses and changes the day of the newest line of history; empty if it was
   *     never done
   * @param what the entry in which it was, or what was said; empty text if it was never done
   * @param entry the entry; of several on that day one that has a file; empty if it was said of the
   *     whole register
   * @param file the newest file of that entry that has not expired; empty if there is none, so that
   *     whoever wants proof does not take a word for it
   * @param living how many entries live
   * @param overdue how many of them are past their day
   */
  public record Proof(
      RegisterKind kind,
      Optional<LocalDate> on,
      String what,
      Optional<UUID> entry,
      Optional<EvidenceFile> file,
      int living,
      int overdue) {}

  /** What a register shows today. Of trainings nothing: they are kept with people. */
  public Proof latest(RegisterKind kind) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    Registers.Count count =
        registers.counts(today, today).getOrDefault(kind, new Registers.Count(0, 0, 0, 0));
    Optional<Confirmation> said = registers.confirmations(kind, 1).stream().findFirst();
    List<Entry> done =
        registers.list(kind, Registers.View.ALL, today, MOST).stream()
            .filter(entry -> EntryDays.done(entry).isPresent())
            .sorted(
                Comparator.comparing((Entry entry) -> EntryDays.done(entry).orElseThrow())
                    .thenComparing(Entry::changedAt)
                    .reversed())
            .toList();
    Optional<LocalDate> entered = done.stream().findFirst().flatMap(EntryDays::done);
    List<Entry> sameDay =
        done.stream().filter(entry -> EntryDays.done(entry).equals(entered)).toList();
    Optional<Entry> newest =
        sameDay.stream()
            .filter(entry -> good(entry, today).isPresent())
            .findFirst()
            .or(() -> sameDay.stream().findFirst());
    if (said.isPresent() && entered.filter(day -> day.isAfter(said.get().on())).isEmpty()) {
      return new Proof(
          kind,
          Optional.of(said.get().on()),
          said.get().statement(),
          Optional.empty(),
          done.stream().flatMap(entry -> good(entry, today).stream()).findFirst(),
          count.living(),
          count.overdue());
    }
    return new Proof(
        kind,
        entered,
        newest.map(Entry::title).orElse(""),
        newest.map(Entry::id),
        newest.flatMap(entry -> good(entry, today)),
        count.living(),
        count.overdue());
  }

  /** All registers but trainings, in their order. */
  public List<Proof> all() {
    List<Proof> all = new ArrayList<>();
    for (RegisterKind kind : RegisterKind.values()) {
      if (kind != RegisterKind.TRAINING) {
        all.add(latest(kind));
      }
    }
    return all;
  }

  private Optional<EvidenceFile> good(Entry entry, LocalDate today) {
    return files.of(entry.id()).stream().filter(file -> file.goodOn(today)).findFirst();
  }
}
