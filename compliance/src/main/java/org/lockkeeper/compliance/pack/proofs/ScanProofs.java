package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.day;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterDates;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.RegisterPolicy;
import org.lockkeeper.compliance.registers.Severity;
import org.lockkeeper.compliance.registers.releases.Release;
import org.lockkeeper.compliance.registers.releases.Releases;

/**
 * Scans, penetration tests and what they found, from the registers. A scan
 * without its report is somebody's word, and an empty list of weaknesses without a scan shows
 * nothing.
 */
@ApplicationScoped
class ScanProofs implements ProofSource {

  /** The day decides, by the number of the catalogue; this bounds a number that was set too far. */
  private static final Duration LONGEST = Duration.ofDays(400);

  /** What looks at an installation that runs. */
  private static final List<String> OF_INSTALLATION = List.of("NETWORK", "WEB", "IMAGE");

  /** What weaknesses with a severity come from; a scan of the code for secrets finds none. */
  private static final List<String> OF_WEAKNESSES =
      List.of("NETWORK", "WEB", "IMAGE", "DEPENDENCIES");

  private static final String SCANS = "/admin/register?kind=scan";

  private final Book book;
  private final RegisterDates dates;
  private final RegisterPolicy policy;
  private final Releases releases;

  @Inject
  ScanProofs(Book book, RegisterDates dates, RegisterPolicy policy, Releases releases) {
    this.book = book;
    this.dates = dates;
    this.policy = policy;
    this.releases = releases;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("vulnerability-scan", LONGEST, SCANS, this::scan),
        new Proof("code-scan", LONGEST, SCANS, this::code),
        new Proof("fix-deadlines", LONGEST, "/admin/register?kind=vulnerability", this::fixes),
        new Proof(
            "penetration-test", LONGEST, "/admin/register?kind=penetration-test", this::test));
  }

  private Optional<Entry> wholeScan(LocalDate today, List<String> kinds) {
    return book.newestWithReport(
        RegisterKind.SCAN,
        today,
        entry ->
            entry.detail("complete").equals("YES") && kinds.contains(entry.detail("scan-kind")));
  }

  private static LocalDate done(Entry entry) {
    return Book.on(entry, "done").orElseThrow();
  }

  private Seen scan(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    Optional<Entry> newest = wholeScan(today, OF_INSTALLATION);
    if (newest.isEmpty()) {
      return Seen.failed(
          "No whole scan with its report of network, web or image is in the register of scans.",
          now);
    }
    LocalDate on = done(newest.get());
    LocalDate until = on.plusDays(catalogue.number("scan-days"));
    Optional<LocalDate> wanted = dates.wantedBy("vulnerability-scan");
    boolean late = today.isAfter(until);
    boolean asked = wanted.filter(today::isAfter).isPresent();
    return Seen.when(
            !late && !asked,
            "The newest whole scan of the installation with its report is of "
                + on
                + "; it "
                + (late ? "was" : "is")
                + " due again on "
                + until
                + wanted.map(day -> ", and because of a big change by " + day).orElse("")
                + ".",
            Book.at(on, now),
            figures("on", on))
        .until(until);
  }

  private Seen code(Instant now, ControlCatalogue catalogue) {
    Optional<Release> running = releases.newest(1).stream().findFirst();
    if (running.isEmpty()) {
      return Seen.failed(
          "The running version is not known: it was built without its bill of materials.", now);
    }
    String version = running.get().version();
    // Builds may share the text of their version; what was scanned before this one was another.
    LocalDate begun = day(running.get().seenAt());
    return book.newestWithReport(
            RegisterKind.SCAN,
            day(now),
            entry ->
                entry.detail("scan-kind").equals("CODE")
                    && entry.detail("complete").equals("YES")
                    && entry.detail("release").equals(version)
                    && !done(entry).isBefore(begun))
        .map(
            scan ->
                Seen.held(
                        "The code of the running version "
                            + version
                            + " was scanned as a whole on "
                            + done(scan)
                            + "; the report is kept.",
                        Book.at(done(scan), now),
                        figures("on", done(scan), "release", version))
                    .until(done(scan).plusDays(catalogue.number("evidence-days"))))
        .orElseGet(
            () ->
                Seen.failed(
                    "No whole scan of the code of the running version "
                        + version
                        + ", which began here on "
                        + begun
                        + ", is in the register with its report, made that day or later.",
                    now));
  }

  private Seen fixes(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    Optional<Entry> scan = wholeScan(today, OF_WEAKNESSES);
    if (scan.isEmpty()) {
      return Seen.failed(
          "No whole scan was taken in, so the list of findings shows nothing, however short.", now);
    }
    LocalDate on = done(scan.get());
    boolean current = !today.isAfter(on.plusDays(catalogue.number("scan-days")));
    boolean promised =
        within(Severity.CRITICAL, catalogue.number("critical-fix-days"))
            && within(Severity.HIGH, catalogue.number("high-fix-days"));
    List<Entry> living = book.living(RegisterKind.VULNERABILITY, today);
    long past = living.stream().filter(entry -> past(entry, today)).count();
    LocalDate since = today.minusDays(catalogue.number("evidence-days"));
    long late =
        book.closed(RegisterKind.VULNERABILITY, today).stream()
            .filter(entry -> fixedLate(entry, since))
            .count();
    String found =
        living.isEmpty() ? "no finding is" : count(living.size(), "finding is", "findings are");
    return Seen.when(
            current && promised && past == 0,
            "After the whole scan of "
                + on
                + " "
                + found
                + " open, "
                + past
                + " past the day; "
                + late
                + " were fixed late since "
                + since
                + (current ? "." : ". That scan is too old to show what is there now."),
            Book.at(on, now),
            figures("found", found, "late", late, "on", on))
        .until(on.plusDays(catalogue.number("scan-days")));
  }

  private boolean within(Severity severity, long days) {
    LocalDate any = LocalDate.EPOCH;
    return !any.plus(policy.fixWithin(severity)).isAfter(any.plusDays(days));
  }

  /** What two people accepted has its time, but not if it is critical or high. */
  private static boolean past(Entry entry, LocalDate today) {
    return entry.fixBy().filter(today::isAfter).isPresent()
        && (entry.state() != EntryState.ACCEPTED || worst(entry).compareTo(Severity.HIGH) <= 0);
  }

  private static Severity worst(Entry entry) {
    Severity said = Severity.valueOf(entry.detail("severity"));
    String score = entry.detail("cvss");
    return score.isEmpty() ? said : said.worst(Severity.of(new BigDecimal(score)));
  }

  private static boolean fixedLate(Entry entry, LocalDate since) {
    Optional<LocalDate> fixed = Book.on(entry, "fixed");
    return entry.state() == EntryState.FIXED
        && fixed.filter(day -> !day.isBefore(since)).isPresent()
        && entry.fixBy().filter(day -> fixed.get().isAfter(day)).isPresent();
  }

  private Seen test(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    Optional<Entry> newest =
        book.newestWithReport(RegisterKind.PENETRATION_TEST, today, entry -> true);
    if (newest.isEmpty()) {
      return Seen.failed("No penetration test with its report is in the register.", now);
    }
    LocalDate on = done(newest.get());
    LocalDate until = on.plusDays(catalogue.number("penetration-test-days"));
    long retests = book.overdue(RegisterKind.PENETRATION_TEST, today);
    return Seen.when(
            !today.isAfter(until) && retests == 0,
            "The newest penetration test with its report is of "
                + on
                + "; the next is due on "
                + until
                + "; "
                + count(retests, "retest is", "retests are")
                + " overdue.",
            Book.at(on, now),
            figures("on", on))
        .until(until);
  }
}
