package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.retention.BackupRegister;

/** {@code /admin/backups}: what could be restored, what was, and whether it would forget again. */
@Named
@RequestScoped
public class Backups {

  /** A backup each day, and some hours for it to be taken. */
  private static final Duration FRESH = Duration.ofHours(26);

  /** A drill each quarter. */
  private static final Duration QUARTER = Duration.ofDays(92);

  private static final double MEGABYTE = 1_000_000;

  private final BackupsReader reader;
  private final Texts texts;
  private final Times times;
  private final Clock clock;
  private BackupsReader.@Nullable Figures figures;

  @Inject
  Backups(BackupsReader reader, Texts texts, Times times, Clock clock) {
    this.reader = reader;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
  }

  /** A word with its colour. */
  public record Word(String text, String look) {}

  /** A backup as the table shows it. */
  public record Line(
      String id,
      Instant taken,
      Instant ends,
      String size,
      Word first,
      Word second,
      Word key,
      Word state) {}

  /** A drill as the table shows it. */
  public record DrillLine(
      Instant at,
      String loses,
      String readyAfter,
      long lines,
      long cameBack,
      long stillHeld,
      Word outcome) {}

  private BackupsReader.Figures figures() {
    BackupsReader.Figures read = figures;
    if (read == null) {
      read = reader.read();
      figures = read;
    }
    return read;
  }

  /** The figures of the page. */
  public List<Retention.Figure> tiles() {
    return List.of(lastBackup(), lastDrill(), recovery(), ledger());
  }

  private Retention.Figure lastBackup() {
    return figures().backups().stream()
        .findFirst()
        .map(
            last ->
                figure(
                    "backup",
                    times.relative(last.takenAt()),
                    texts.with(
                        "admin.backups.tile-help.backup",
                        figures().backups().stream().filter(b -> b.removedAt().isEmpty()).count()),
                    last.takenAt().plus(FRESH).isBefore(clock.instant())
                            || !last.firstWhole()
                            || !last.secondWhole()
                        ? "warning"
                        : "good"))
        .orElseGet(
            () ->
                figure(
                    "backup",
                    texts.get("admin.backups.message.none"),
                    texts.get("admin.backups.tile-help.no-backup"),
                    "warning"));
  }

  private Retention.Figure lastDrill() {
    return figures().drills().stream()
        .findFirst()
        .map(
            last -> {
              Instant due = last.beganAt().plus(QUARTER);
              return figure(
                  "drill",
                  times.relative(last.beganAt()),
                  texts.with("admin.backups.tile-help.drill", times.day(due)),
                  !last.passed() || due.isBefore(clock.instant()) ? "warning" : "good");
            })
        .orElseGet(
            () ->
                figure(
                    "drill",
                    texts.get("admin.backups.message.none"),
                    texts.get("admin.backups.tile-help.no-drill"),
                    "warning"));
  }

  private Retention.Figure recovery() {
    return figures().drills().stream()
        .findFirst()
        .map(
            last ->
                figure(
                    "recovery",
                    seconds(last.readyAfter()),
                    texts.with("admin.backups.tile-help.recovery", times.span(last.loses())),
                    "plain"))
        .orElseGet(
            () ->
                figure(
                    "recovery",
                    texts.get("admin.backups.message.none"),
                    texts.get("admin.backups.tile-help.no-recovery"),
                    "plain"));
  }

  private Retention.Figure ledger() {
    BackupsReader.Book book = figures().book();
    return figure(
        "ledger",
        book.answers()
            ? texts.with("common.number", book.lines())
            : texts.get("admin.backups.message.silent"),
        book.answers()
            ? texts.get("admin.backups.tile-help.ledger")
            : texts.get("admin.backups.tile-help.silent"),
        book.answers() ? "good" : "danger");
  }

  private Retention.Figure figure(String name, String value, String help, String look) {
    return new Retention.Figure(texts.get("admin.backups.tile." + name), value, help, look);
  }

  /** When the last line was written; null if there is none. */
  public @Nullable Instant lastLine() {
    return figures().book().lastAt().orElse(null);
  }

  /** When database and ledger were last found equal; null if they never were. */
  public @Nullable Instant compared() {
    return figures().book().comparedAt().orElse(null);
  }

  /** Whether the ledger can be read. */
  public boolean ledgerAnswers() {
    return figures().book().answers();
  }

  /** The backups, newest first. */
  public List<Line> lines() {
    return figures().backups().stream().map(this::line).toList();
  }

  private Line line(BackupRegister.Backup backup) {
    boolean ended = backup.removedAt().isPresent();
    boolean late = !ended && !clock.instant().isBefore(backup.endsAt());
    return new Line(
        backup.id().toString(),
        backup.takenAt(),
        backup.endsAt(),
        texts.with("admin.backups.message.size", backup.bytes() / MEGABYTE),
        copy(ended, backup.firstWhole()),
        copy(ended, backup.secondWhole()),
        backup.keyHeld()
            ? new Word(texts.get("admin.backups.message.key-held"), ended ? "danger" : "delivered")
            : new Word(
                texts.get("admin.backups.message.key-destroyed"), ended ? "stripped" : "danger"),
        ended
            ? new Word(texts.get("admin.backups.message.ended"), "received")
            : late
                ? new Word(texts.get("admin.backups.message.late"), "danger")
                : new Word(texts.get("admin.backups.message.kept"), "shipped"));
  }

  private Word copy(boolean ended, boolean whole) {
    if (ended) {
      return new Word(texts.get("admin.backups.message.removed"), "received");
    }
    return whole
        ? new Word(texts.get("admin.backups.message.whole"), "delivered")
        : new Word(texts.get("admin.backups.message.not-whole"), "danger");
  }

  /** The drills, newest first. */
  public List<DrillLine> drills() {
    return figures().drills().stream()
        .map(
            drill ->
                new DrillLine(
                    drill.beganAt(),
                    times.span(drill.loses()),
                    seconds(drill.readyAfter()),
                    drill.linesReplayed(),
                    drill.cameBack(),
                    drill.stillHeld(),
                    drill.passed()
                        ? new Word(texts.get("admin.backups.message.passed"), "delivered")
                        : new Word(texts.get("admin.backups.message.failed"), "danger")))
        .toList();
  }

  private String seconds(Duration span) {
    return texts.with("admin.backups.message.seconds", span.toMillis() / 1000.0);
  }
}
