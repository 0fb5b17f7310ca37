package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.day;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.plan.PlanVersion;
import org.lockkeeper.compliance.plan.Plans;
import org.lockkeeper.compliance.registers.Confirmation;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.releases.Release;
import org.lockkeeper.compliance.registers.releases.Releases;

/**
 * What the registers show. An empty register is no
 * proof but where nothing is what was promised: no outside party, and somebody of ours said so.
 * What people mark on the wall of clocks counts there and not here.
 */
@ApplicationScoped
class RegisterProofs implements ProofSource {

  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int RELEASES = 50;

  /** The documents without which ways of working are not written down. */
  private static final List<String> DOCUMENTS =
      List.of("PRIVACY", "ACCESS", "DEVELOPMENT", "CHANGE");

  private final Book book;
  private final Releases releases;
  private final Plans plans;

  @Inject
  RegisterProofs(Book book, Releases releases, Plans plans) {
    this.book = book;
    this.releases = releases;
    this.plans = plans;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("asset-list", LONGEST, page(RegisterKind.ASSET), this::assets),
        new Proof("anti-malware", LONGEST, page(RegisterKind.ASSET), this::protection),
        new Proof("third-parties", LONGEST, page(RegisterKind.SUB_PROCESSOR), this::parties),
        new Proof("risk-assessment", LONGEST, page(RegisterKind.RISK), this::risks),
        new Proof("registration-check", LONGEST, page(RegisterKind.REGISTRATION), this::files),
        new Proof("written-policies", LONGEST, page(RegisterKind.POLICY), this::documents),
        new Proof("change-process", LONGEST, page(RegisterKind.CHANGE), this::changes));
  }

  private static String page(RegisterKind kind) {
    return "/admin/register?kind=" + kind.word();
  }

  private static String overdue(long entries) {
    return count(entries, "entry is", "entries are") + " overdue";
  }

  /** The first day by which something is due; of what has none, that one. */
  private static LocalDate firstDue(List<Entry> entries, LocalDate none) {
    return entries.stream()
        .flatMap(entry -> entry.due().stream())
        .min(Comparator.naturalOrder())
        .orElse(none);
  }

  private Seen assets(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    List<Entry> living = book.living(RegisterKind.ASSET, today);
    Optional<Confirmation> said = book.said(RegisterKind.ASSET);
    if (living.isEmpty()) {
      return Seen.failed("The asset register is empty; it cannot be complete.", now);
    }
    if (said.isEmpty()) {
      return Seen.failed(
          count(living.size(), "asset is", "assets are")
              + " entered; nobody has confirmed that the list is complete.",
          now);
    }
    LocalDate on = said.get().on();
    LocalDate until = on.plusDays(catalogue.number("asset-days"));
    long late = book.overdue(RegisterKind.ASSET, today);
    return Seen.when(
            late == 0 && said.get().living() > 0 && !today.isAfter(until),
            count(living.size(), "asset is", "assets are")
                + " in use; the list was confirmed as complete on "
                + on
                + " and has to be again on "
                + until
                + "; "
                + overdue(late)
                + ".",
            Book.at(on, now),
            figures("on", on, "assets", count(living.size(), "asset", "assets")))
        .until(until);
  }

  private Seen protection(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    List<Entry> machines =
        book.living(RegisterKind.ASSET, today).stream()
            .filter(entry -> List.of("SERVER", "DEVICE").contains(entry.detail("asset-kind")))
            .toList();
    if (machines.isEmpty()) {
      return Seen.failed("No server and no device is in the asset register.", now);
    }
    LocalDate oldest = today.minusDays(catalogue.number("definitions-days"));
    long bare =
        machines.stream()
            .filter(
                entry -> !List.of("INSTALLED", "BY_PROVIDER").contains(entry.detail("protection")))
            .count();
    long stale =
        machines.stream()
            .filter(entry -> entry.detail("protection").equals("INSTALLED"))
            .filter(
                entry -> Book.on(entry, "definitions").filter(on -> !on.isBefore(oldest)).isEmpty())
            .count();
    long late = machines.stream().filter(entry -> entry.overdueOn(today)).count();
    LocalDate checked =
        machines.stream()
            .map(entry -> Book.on(entry, "checked").orElse(LocalDate.EPOCH))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return Seen.when(
            bare == 0 && stale == 0 && late == 0,
            count(machines.size(), "server or device is", "servers and devices are")
                + " in use, each looked at since "
                + checked
                + "; "
                + bare
                + " have no protection, "
                + stale
                + " have definitions from before "
                + oldest
                + "; "
                + overdue(late)
                + ".",
            Book.at(checked, now),
            figures("machines", count(machines.size(), "server or device", "servers and devices")))
        .until(firstDue(machines, checked.plusDays(catalogue.number("asset-days"))));
  }

  private Seen parties(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    // A change of a party that is used waits for a second yes; it is used all the same meanwhile.
    List<Entry> used = book.living(RegisterKind.SUB_PROCESSOR, today);
    long waiting = used.stream().filter(entry -> entry.state() == EntryState.PROPOSED).count();
    Optional<Confirmation> said = book.said(RegisterKind.SUB_PROCESSOR);
    if (said.isEmpty()) {
      return Seen.failed("Nobody has confirmed that the list of outside parties is complete.", now);
    }
    LocalDate on = said.get().on();
    LocalDate until = on.plusDays(catalogue.number("third-party-days"));
    long late = book.overdue(RegisterKind.SUB_PROCESSOR, today);
    boolean since = used.stream().anyMatch(entry -> entry.createdAt().isAfter(said.get().at()));
    String parties =
        used.isEmpty()
            ? "no outside party is used"
            : count(
                used.size(),
                "party is used and was assessed",
                "parties are used and were assessed");
    return Seen.when(
            late == 0 && waiting == 0 && !since && !today.isAfter(until),
            "On "
                + on
                + " one of ours confirmed the list; "
                + parties
                + (since ? ", one of them entered after that" : "")
                + (waiting == 0
                    ? ""
                    : ", " + waiting + " of them without the yes of a second person")
                + "; "
                + overdue(late)
                + "; it has to be confirmed again on "
                + until
                + ".",
            Book.at(on, now),
            figures("on", on, "parties", parties))
        .until(until);
  }

  private Seen risks(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    List<Entry> living = book.living(RegisterKind.RISK, today);
    Optional<LocalDate> oldest =
        living.stream()
            .filter(entry -> entry.state() == EntryState.SIGNED)
            .flatMap(entry -> Book.on(entry, "signed").stream())
            .min(Comparator.naturalOrder());
    if (oldest.isEmpty()) {
      return Seen.failed(
          living.isEmpty()
              ? "No risk is in the register."
              : "No risk of the register is signed by senior management.",
          now);
    }
    LocalDate until = oldest.get().plusDays(catalogue.number("risk-days"));
    long late = book.overdue(RegisterKind.RISK, today);
    long unsigned = living.stream().filter(entry -> entry.state() != EntryState.SIGNED).count();
    return Seen.when(
            late == 0 && unsigned == 0 && !today.isAfter(until),
            count(living.size(), "risk is", "risks are")
                + " in the register, "
                + unsigned
                + " of them unsigned; the oldest signature is of "
                + oldest.get()
                + "; "
                + overdue(late)
                + ".",
            Book.at(oldest.get(), now),
            figures("on", oldest.get(), "risks", count(living.size(), "risk", "risks")))
        .until(until);
  }

  private Seen files(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    List<Entry> living = book.living(RegisterKind.REGISTRATION, today);
    Optional<LocalDate> oldest =
        living.stream()
            .flatMap(entry -> Book.on(entry, "checked").stream())
            .min(Comparator.naturalOrder());
    if (oldest.isEmpty()) {
      return Seen.failed("Nothing that platforms have on file of us is in the register.", now);
    }
    long wrong = living.stream().filter(entry -> entry.state() == EntryState.WRONG).count();
    long late = book.overdue(RegisterKind.REGISTRATION, today);
    LocalDate until = oldest.get().plusDays(catalogue.number("registration-check-days"));
    return Seen.when(
            wrong == 0 && late == 0 && !today.isAfter(until),
            count(living.size(), "item", "items")
                + " on file with platforms, all looked at since "
                + oldest.get()
                + "; "
                + wrong
                + " found wrong; "
                + overdue(late)
                + ".",
            Book.at(oldest.get(), now),
            figures("on", oldest.get()))
        .until(until);
  }

  private Seen documents(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    List<Entry> inForce =
        book.living(RegisterKind.POLICY, today).stream()
            .filter(entry -> entry.state() == EntryState.IN_FORCE)
            .filter(entry -> !entry.detail("digest").isEmpty() || book.hasFile(entry))
            .toList();
    List<String> missing = new ArrayList<>();
    for (String kind : DOCUMENTS) {
      if (inForce.stream().noneMatch(entry -> entry.detail("document-kind").equals(kind))) {
        missing.add(kind.toLowerCase(Locale.ROOT));
      }
    }
    if (plans.inForce().flatMap(PlanVersion::decidedBy).isEmpty()) {
      missing.add("incident plan");
    }
    long late = book.overdue(RegisterKind.POLICY, today);
    Optional<LocalDate> oldest =
        inForce.stream()
            .flatMap(entry -> Book.on(entry, "reviewed").stream())
            .min(Comparator.naturalOrder());
    return Seen.when(
            missing.isEmpty() && late == 0 && oldest.isPresent(),
            count(inForce.size(), "document is", "documents are")
                + " in force with a file or a digest"
                + oldest.map(day -> ", all reviewed since " + day).orElse("")
                + "; "
                + overdue(late)
                + "; missing: "
                + (missing.isEmpty() ? "none" : String.join(", ", missing))
                + ".",
            oldest.map(day -> Book.at(day, now)).orElse(now),
            figures("documents", inForce.size(), "on", oldest.orElse(today)))
        .until(firstDue(inForce, oldest.orElse(today).plusYears(1)));
  }

  private Seen changes(Instant now, ControlCatalogue catalogue) {
    LocalDate today = day(now);
    LocalDate since = today.minusDays(catalogue.number("evidence-days"));
    List<Entry> carried = new ArrayList<>(book.living(RegisterKind.CHANGE, today));
    carried.addAll(book.closed(RegisterKind.CHANGE, today));
    carried.removeIf(
        entry -> Book.on(entry, "carried").filter(day -> !day.isBefore(since)).isEmpty());
    Optional<LocalDate> newest =
        carried.stream()
            .flatMap(entry -> Book.on(entry, "carried").stream())
            .max(Comparator.naturalOrder());
    if (newest.isEmpty()) {
      return Seen.failed(
          "No change that a second person approved was carried out since " + since + ".", now);
    }
    long ofSoftware =
        carried.stream().filter(entry -> entry.detail("change-kind").equals("SOFTWARE")).count();
    long begun = begunSince(since);
    long late = book.overdue(RegisterKind.CHANGE, today);
    return Seen.when(
            late == 0 && ofSoftware >= begun,
            count(carried.size(), "change was", "changes were")
                + " carried out since "
                + since
                + ", each approved by a second person, "
                + ofSoftware
                + " of them of software; "
                + count(begun, "new version", "new versions")
                + " began here in that time; "
                + overdue(late)
                + ".",
            Book.at(newest.get(), now),
            figures("changes", count(carried.size(), "change", "changes"), "on", newest.get()))
        .until(newest.get().plusDays(catalogue.number("evidence-days")));
  }

  /** How many versions were started here since a day; the first of all replaced nothing. */
  private long begunSince(LocalDate day) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    List<Release> newest = releases.newest(RELEASES);
    return newest.stream()
        .limit(newest.size() < RELEASES ? Math.max(0, newest.size() - 1) : RELEASES)
        .filter(release -> !release.seenAt().isBefore(from))
        .count();
  }
}
