package org.lockkeeper.portal.registers;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.people.TrainingRegister;
import org.lockkeeper.compliance.clocks.ClockPolicy;
import org.lockkeeper.compliance.clocks.ClockRule;
import org.lockkeeper.compliance.registers.KeepRegister;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.RegisterProof;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/registers}: all registers with what is due and what shows it. */
@Named
@RequestScoped
public class Registers {

  private final KeepRegister keep;
  private final RegisterProof proof;
  private final TrainingRegister training;
  private final ClockPolicy clocks;
  private final RegisterWords words;
  private final Texts texts;
  private final Clock clock;
  private @Nullable List<Row> rows;

  @Inject
  Registers(
      KeepRegister keep,
      RegisterProof proof,
      TrainingRegister training,
      ClockPolicy clocks,
      RegisterWords words,
      Texts texts,
      Clock clock) {
    this.keep = keep;
    this.proof = proof;
    this.training = training;
    this.clocks = clocks;
    this.words = words;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * A register in words.
   *
   * @param living how many entries live; of scans and tests how many there are
   * @param last when its duty was last done; null if never, or if it has none
   * @param next by when it is due again; null if it has none or was never done
   * @param shows what shows it: the entry or what was said; empty text if nothing does
   * @param file the name of the file that shows it; empty text if there is none that is good
   */
  public record Row(
      String path,
      String label,
      String source,
      int living,
      int overdue,
      int soon,
      String help,
      String look,
      @Nullable Instant last,
      @Nullable Instant next,
      String shows,
      String file,
      @Nullable Instant expires) {}

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** All registers, in their order. */
  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      read = new ArrayList<>();
      List<KeepRegister.Standing> standings = keep.standings();
      for (RegisterKind kind : RegisterKind.values()) {
        if (kind == RegisterKind.TRAINING) {
          read.add(trainings());
        }
        for (KeepRegister.Standing standing : standings) {
          if (standing.kind() == kind) {
            read.add(row(standing, standings));
          }
        }
      }
      rows = read;
    }
    return read;
  }

  /** How many entries count: a scan or a test is over when it is entered, and counts for that. */
  private static int entries(KeepRegister.Standing standing) {
    boolean once =
        standing.kind() == RegisterKind.SCAN || standing.kind() == RegisterKind.PENETRATION_TEST;
    return standing.count().living() + (once ? standing.count().closed() : 0);
  }

  /** A list of weaknesses may be empty after a scan; any other, once somebody said so. */
  private static boolean done(KeepRegister.Standing one, List<KeepRegister.Standing> all) {
    return one.kind() == RegisterKind.VULNERABILITY
        ? all.stream().anyMatch(s -> s.kind() == RegisterKind.SCAN && s.last().isPresent())
        : one.last().isPresent();
  }

  private Row row(KeepRegister.Standing standing, List<KeepRegister.Standing> all) {
    RegisterKind kind = standing.kind();
    RegisterProof.Proof shown = proof.latest(kind);
    Optional<LocalDate> next =
        kind.clock()
            .flatMap(this::rule)
            .flatMap(rule -> standing.last().map(last -> last.plus(rule.span())));
    boolean late = next.filter(today()::isAfter).isPresent();
    int overdue = standing.count().overdue();
    int soon = standing.count().soon();
    RegisterMark mark =
        RegisterMark.of(
            RegisterMark.entries(kind, standing.count().living(), standing.count().closed()),
            overdue,
            soon,
            kind.clock().isPresent(),
            done(standing, all),
            late);
    return new Row(
        "/admin/register?kind=" + kind.word(),
        words.kind(kind),
        kind.source(),
        entries(standing),
        overdue,
        soon,
        help(mark, overdue, soon),
        mark.look(),
        standing.last().map(RegisterWords::midnight).orElse(null),
        next.map(RegisterWords::midnight).orElse(null),
        shown.what(),
        shown.file().map(file -> file.name()).orElse(""),
        shown.file().map(file -> RegisterWords.midnight(file.expiresOn())).orElse(null));
  }

  private Optional<ClockRule> rule(String name) {
    return clocks.rules().stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  private String help(RegisterMark mark, int overdue, int soon) {
    return switch (mark) {
      case OVERDUE -> texts.with("admin.registers.message.overdue", overdue);
      case SOON -> texts.with("admin.registers.message.soon", soon);
      case LATE -> texts.get("admin.registers.message.late");
      case EMPTY -> texts.get("admin.registers.message.empty");
      case NEVER -> texts.get("admin.registers.message.never");
      case GOOD -> texts.get("admin.registers.message.good");
    };
  }

  /** Trainings are kept where people are; here they are counted. */
  private Row trainings() {
    Instant now = clock.instant();
    Map<UUID, Instant> due = training.due();
    int overdue = (int) due.values().stream().filter(at -> !now.isBefore(at)).count();
    RegisterMark mark = RegisterMark.of(due.size(), overdue, 0, false, false, false);
    return new Row(
        "/admin/register?kind=training",
        words.kind(RegisterKind.TRAINING),
        RegisterKind.TRAINING.source(),
        due.size(),
        overdue,
        0,
        help(mark, overdue, 0),
        mark.look(),
        null,
        due.values().stream().min(Comparator.naturalOrder()).orElse(null),
        "",
        "",
        null);
  }
}
