package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.day;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;
import static org.lockkeeper.compliance.pack.proofs.Facts.minute;
import static org.lockkeeper.compliance.pack.proofs.Facts.sentence;
import static org.lockkeeper.compliance.pack.proofs.Facts.watchedSince;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.compliance.disposal.DisposalRuns;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.compliance.pack.PackFacts.Figure;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BackupRegister;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.RetentionSchedule;
import org.lockkeeper.retention.Sweeps;

/** What goes when, and whether it went. */
@ApplicationScoped
class RetentionProofs implements ProofSource {

  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final int DAYS_OF_MONTH = 31;

  private final BuyerRetentions retentions;
  private final Sweeps sweeps;
  private final DisposalRuns disposals;
  private final RetentionSchedule schedule;
  private final BackupRegister backups;
  private final PackFacts facts;
  private final ClockMarks marks;

  @Inject
  RetentionProofs(
      BuyerRetentions retentions,
      Sweeps sweeps,
      DisposalRuns disposals,
      RetentionSchedule schedule,
      BackupRegister backups,
      PackFacts facts,
      ClockMarks marks) {
    this.retentions = retentions;
    this.sweeps = sweeps;
    this.disposals = disposals;
    this.schedule = schedule;
    this.backups = backups;
    this.facts = facts;
    this.marks = marks;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("strip-run", Duration.ofHours(2), "/admin/retention", this::run),
        new Proof("strip-backlog", LIVE, "/admin/retention", this::backlog),
        new Proof("retention-rules", LIVE, "/admin/retention-policy", this::rules),
        new Proof("no-amazon-buyers", LIVE, "/admin/retention-policy", this::columns),
        new Proof("disposal-run", TWO_DAYS, "/admin/retention", this::disposal),
        new Proof("deletion-cases", LIVE, "/admin/deletion-cases", this::cases),
        new Proof("certificates", LIVE, "/admin/deletion-cases", this::certificates),
        new Proof("buyer-requests", LIVE, "/admin/deletion-cases", this::requests),
        new Proof("log-retention", LIVE, "/admin/retention-policy", this::logs),
        new Proof("backups", TWO_DAYS, "/admin/backups", this::newest),
        new Proof("restore-drill", YEAR, "/admin/backups", this::drill));
  }

  private Seen run(Instant now, ControlCatalogue catalogue) {
    Optional<Sweeps.Run> newest = sweeps.latest(1).stream().findFirst();
    return newest
        .map(
            run ->
                Seen.when(
                    run.remaining() == 0 && run.failed().isEmpty(),
                    "The last run was at "
                        + minute(run.asOf())
                        + ": "
                        + count(run.stripped(), "buyer", "buyers")
                        + " stripped, "
                        + run.remaining()
                        + " still due, "
                        + count(run.failed().size(), "seller", "sellers")
                        + " with a failure.",
                    run.asOf(),
                    figures("at", minute(run.asOf()), "stripped", run.stripped())))
        .orElseGet(() -> Seen.failed("No strip run has been noted yet.", now));
  }

  private Seen backlog(Instant now, ControlCatalogue catalogue) {
    // What fell due a moment ago waits for the next run, and is late only after the time it has.
    Instant before = now.minus(schedule.term(RetentionSchedule.Term.SWEEP_WITHIN));
    long late = retentions.backlog(before);
    return Seen.when(
        late == 0,
        count(late, "buyer is", "buyers are")
            + " here longer than the "
            + schedule.term(RetentionSchedule.Term.SWEEP_WITHIN).toMinutes()
            + " minutes that a strip may take after the end.",
        now,
        figures("waiting", late));
  }

  private Seen rules(Instant now, ControlCatalogue catalogue) {
    long buyers = schedule.rule(Anchor.DELIVERED).keepFor().toDays();
    long orders = schedule.rule(DataKind.ORDER).keepFor().toDays();
    long amazon = schedule.rule(DataKind.AMAZON).keepFor().toDays();
    long backup = schedule.term(RetentionSchedule.Term.BACKUP).toDays();
    // The shortest 18 months that a calendar has.
    long most = catalogue.number("order-data-months") * DAYS_OF_MONTH - 12;
    return Seen.when(
        buyers <= catalogue.number("channel-data-days")
            && orders <= most
            && amazon <= most
            && backup <= catalogue.number("backup-days"),
        "Retention policy "
            + schedule.edition()
            + ": buyers "
            + buyers
            + " days after delivery, orders "
            + orders
            + " days, what Amazon told us "
            + amazon
            + " days, backups "
            + backup
            + " days.",
        now,
        figures("days", buyers, "orderdays", orders, "edition", schedule.edition()));
  }

  private Seen columns(Instant now, ControlCatalogue catalogue) {
    List<String> personal = facts.personalColumns();
    List<String> open = facts.openPersonalColumns();
    List<String> elsewhere =
        personal.stream()
            .filter(column -> !column.startsWith("orders.") && !column.startsWith("keys."))
            .toList();
    return Seen.when(
        open.isEmpty() && elsewhere.isEmpty(),
        count(personal.size(), "column holds", "columns hold")
            + " personal data, "
            + open.size()
            + " of them not sealed, "
            + elsewhere.size()
            + " outside of channel orders. Answers of Amazon are read through a list of fields that"
            + " has no buyer in it.",
        now,
        figures("columns", personal.size()));
  }

  private Seen disposal(Instant now, ControlCatalogue catalogue) {
    List<DisposalRuns.Part> parts = disposals.latest();
    if (parts.isEmpty()) {
      return Seen.failed("No disposal of old records has been noted yet.", now);
    }
    Instant newest =
        parts.stream().map(DisposalRuns.Part::asOf).max(Comparator.naturalOrder()).get();
    long failed = parts.stream().mapToLong(DisposalRuns.Part::failed).sum();
    return Seen.when(
        failed == 0,
        "The last run was at "
            + minute(newest)
            + ": "
            + count(parts.size(), "holder", "holders")
            + " of records, "
            + failed
            + " failures.",
        newest,
        figures("at", minute(newest)));
  }

  /** What is said where nothing came. */
  private String since(Instant now) {
    return " since " + watchedSince(marks, now);
  }

  private Seen cases(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.figures(now);
    long due = schedule.term(RetentionSchedule.Term.CASE_DUE).toDays();
    long late = Facts.of(found, Figure.DELETION_CASES_LATE);
    long all = Facts.of(found, Figure.DELETION_CASES);
    String cases =
        all == 0
            ? "no deletion case came" + since(now)
            : count(all, "deletion case", "deletion cases")
                + " on record, "
                + Facts.of(found, Figure.DELETION_CASES_OPEN)
                + " open";
    return Seen.when(
        late == 0 && due <= catalogue.number("deletion-days"),
        sentence(cases) + "; " + late + " past the " + due + " days they have.",
        now,
        figures("cases", cases));
  }

  private Seen certificates(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.figures(now);
    long unsigned = Facts.of(found, Figure.CERTIFICATES_UNSIGNED);
    long without = Facts.of(facts.orderFigures(now), Figure.CASES_WITHOUT_CERTIFICATE);
    long all = Facts.of(found, Figure.CERTIFICATES);
    String issued =
        all == 0
            ? "no certificate was due" + since(now)
            : count(all, "certificate was", "certificates were") + " issued";
    return Seen.when(
        unsigned == 0 && without == 0,
        sentence(issued)
            + "; "
            + unsigned
            + " have no signature; "
            + count(without, "case that was carried out has", "cases that were carried out have")
            + " none.",
        now,
        figures("issued", issued));
  }

  private Seen requests(Instant now, ControlCatalogue catalogue) {
    Map<Figure, Long> found = facts.figures(now);
    long late = Facts.of(found, Figure.BUYER_REQUESTS_LATE);
    long all = Facts.of(found, Figure.BUYER_REQUESTS);
    String asked =
        all == 0
            ? "no request of a buyer came" + since(now)
            : count(all, "request of a buyer", "requests of buyers")
                + " on record, "
                + Facts.of(found, Figure.BUYER_REQUESTS_OPEN)
                + " open";
    return Seen.when(
        late == 0,
        sentence(asked) + "; " + late + " past their day.",
        now,
        figures("asked", asked));
  }

  private Seen logs(Instant now, ControlCatalogue catalogue) {
    long days =
        Math.min(
            schedule.rule(DataKind.AUDIT_LOG).keepFor().toDays(),
            schedule.rule(DataKind.CALL_LOG).keepFor().toDays());
    // Whole months that these days are at least, in whatever year.
    long months = days * 12 / 366;
    return Seen.when(
        months >= catalogue.number("log-months"),
        "Retention policy "
            + schedule.edition()
            + ": the audit log is kept "
            + schedule.rule(DataKind.AUDIT_LOG).keepFor().toDays()
            + " days, the log of calls "
            + schedule.rule(DataKind.CALL_LOG).keepFor().toDays()
            + " days after the end of its month.",
        now,
        figures("months", months));
  }

  private Seen newest(Instant now, ControlCatalogue catalogue) {
    Optional<BackupRegister.Backup> newest = backups.backups(1).stream().findFirst();
    return newest
        .map(
            backup ->
                Seen.when(
                    backup.firstWhole() && backup.secondWhole() && backup.keyHeld(),
                    "The newest backup is of "
                        + minute(backup.takenAt())
                        + "; the copy at home is "
                        + (backup.firstWhole() ? "whole" : "broken")
                        + ", the one in the second region is "
                        + (backup.secondWhole() ? "whole" : "broken")
                        + ".",
                    backup.takenAt(),
                    figures("taken", day(backup.takenAt()))))
        .orElseGet(() -> Seen.failed("No backup has been registered yet.", now));
  }

  private Seen drill(Instant now, ControlCatalogue catalogue) {
    Optional<BackupRegister.Drill> newest = backups.drills(1).stream().findFirst();
    long most = catalogue.number("restore-test-days");
    return newest
        .map(
            drill ->
                Seen.when(
                    drill.passed()
                        && drill.stillHeld() == 0
                        && !drill.beganAt().plus(Duration.ofDays(most)).isBefore(now),
                    "The last restore drill was on "
                        + day(drill.beganAt())
                        + " and "
                        + (drill.passed() ? "passed" : "failed")
                        + ": ready after "
                        + drill.readyAfter().toMinutes()
                        + " minutes, "
                        + drill.loses().toMinutes()
                        + " minutes lost, "
                        + drill.linesReplayed()
                        + " erasures replayed. One is due every "
                        + most
                        + " days.",
                    drill.beganAt(),
                    figures(
                        "on",
                        day(drill.beganAt()),
                        "rto",
                        drill.readyAfter().toMinutes(),
                        "rpo",
                        drill.loses().toMinutes())))
        .orElseGet(() -> Seen.failed("No restore drill has been recorded yet.", now));
  }
}
