package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.day;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;
import static org.lockkeeper.compliance.pack.proofs.Facts.minute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.LogLine;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.Alerts;
import org.lockkeeper.compliance.monitoring.watch.WatchCounts;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;

/** The audit log and who watches it. */
@ApplicationScoped
class LogProofs implements ProofSource {

  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final int MOST_WAITING = 5000;
  private static final int SEARCHED = 2000;
  private static final int MANY = 500;

  /** What never stands in an entry; numbers do, such as sizes and times. */
  private static final Set<PlainNote.Fault> PERSONAL =
      Set.of(PlainNote.Fault.EMAIL, PlainNote.Fault.ADDRESS);

  private final LogTree tree;
  private final Alerts alerts;
  private final WatchCounts watch;
  private final PackFacts facts;

  @Inject
  LogProofs(LogTree tree, Alerts alerts, WatchCounts watch, PackFacts facts) {
    this.tree = tree;
    this.alerts = alerts;
    this.watch = watch;
    this.facts = facts;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("audit-sealed", LIVE, "/admin/audit-log", this::sealing),
        new Proof("audit-verified", TWO_DAYS, "/admin/audit-log", this::verified),
        new Proof("audit-witnessed", TWO_DAYS, "/admin/audit-log", this::witnessed),
        new Proof("audit-append-only", LIVE, "/admin/audit-log", this::appendOnly),
        new Proof("log-no-buyers", LIVE, "/admin/audit-log", this::noBuyers),
        new Proof("watch-running", LIVE, "/admin/alerts", this::watching),
        new Proof("alerts-in-time", LIVE, "/admin/alerts", this::inTime));
  }

  private long entries() {
    return tree.epochs().stream().mapToLong(LogTree.Epoch::size).sum();
  }

  private Seen sealing(Instant now, ControlCatalogue catalogue) {
    long entries = entries();
    long waiting = tree.waiting(MOST_WAITING);
    return Seen.when(
        entries > 0 && waiting < MOST_WAITING,
        count(entries, "entry is", "entries are")
            + " sealed in a signed tree; "
            + (waiting < MOST_WAITING ? waiting : MOST_WAITING + " or more")
            + " wait.",
        now,
        figures("entries", entries));
  }

  private Seen verified(Instant now, ControlCatalogue catalogue) {
    Optional<Verification> last = tree.lastVerification();
    return last.map(
            found ->
                Seen.when(
                    found.findings().isEmpty(),
                    "The whole log was verified at "
                        + minute(found.at())
                        + ": "
                        + count(found.entries(), "entry", "entries")
                        + ", "
                        + count(found.findings().size(), "finding", "findings")
                        + ".",
                    found.at(),
                    figures("on", day(found.at()), "entries", found.entries())))
        .orElseGet(
            () ->
                Seen.failed(
                    "The log has not been verified yet; the audit log page does it at once.", now));
  }

  private Seen witnessed(Instant now, ControlCatalogue catalogue) {
    Optional<LogTree.Signed> last = tree.lastWitnessed();
    return last.flatMap(LogTree.Signed::witnessedAt)
        .map(
            at ->
                Seen.held(
                    "An independent witness signed the checkpoint of "
                        + count(last.get().size(), "entry", "entries")
                        + " at "
                        + minute(at)
                        + ".",
                    at,
                    figures("at", minute(at))))
        .orElseGet(() -> Seen.failed("No witness has signed a checkpoint yet.", now));
  }

  private Seen appendOnly(Instant now, ControlCatalogue catalogue) {
    List<String> rights = facts.rightsOverAudit();
    return Seen.when(
        rights.isEmpty(),
        rights.isEmpty()
            ? "No role of the product may change or remove an entry of the audit log."
            : "Of the rights over the audit log this is not as it must be: " + rights,
        now,
        figures());
  }

  private Seen noBuyers(Instant now, ControlCatalogue catalogue) {
    List<LogTree.Epoch> epochs = tree.epochs();
    if (epochs.isEmpty()) {
      return Seen.failed("The audit log has no sealed entry to search.", now);
    }
    LogTree.Epoch newest = epochs.getLast();
    List<LogTree.Placed> placed =
        tree.placed(newest.number(), Math.max(0, newest.size() - SEARCHED), newest.size());
    long found =
        placed.stream().flatMap(one -> one.values().stream()).filter(LogProofs::personal).count();
    return Seen.when(
        found == 0 && !placed.isEmpty(),
        "The newest "
            + count(placed.size(), "entry", "entries")
            + " of the audit log were searched for e-mail and street addresses; "
            + found
            + " had one. Log files of servers are not searched from here.",
        now,
        figures("entries", placed.size()));
  }

  private static boolean personal(LogLine line) {
    return Stream.concat(Stream.of(line.object()), line.facts().values().stream())
        .filter(text -> !text.isBlank())
        .anyMatch(text -> PlainNote.fault(text).filter(PERSONAL::contains).isPresent());
  }

  private Seen watching(Instant now, ControlCatalogue catalogue) {
    return watch
        .cursor()
        .map(
            cursor -> {
              List<LogTree.Epoch> epochs = tree.epochs();
              if (!epochs.isEmpty()
                  && epochs.stream().noneMatch(epoch -> epoch.number() == cursor.epoch())) {
                return Seen.failed(
                    "The watch stands in part "
                        + cursor.epoch()
                        + " of the audit log, which is gone; what it left unread is not known.",
                    now);
              }
              long behind = entriesBehind(cursor, epochs);
              return Seen.when(
                  behind < MOST_WAITING,
                  "The watch has read calls up to "
                      + minute(cursor.callsUntil())
                      + " and the audit log but for "
                      + count(behind, "entry", "entries")
                      + ".",
                  cursor.callsUntil(),
                  figures("at", minute(cursor.callsUntil())));
            })
        .orElseGet(() -> Seen.failed("The watch has not run yet.", now));
  }

  /** What is left of the epoch that is being read, and all of those after it. */
  private static long entriesBehind(WatchCounts.Cursor cursor, List<LogTree.Epoch> epochs) {
    return epochs.stream()
        .filter(epoch -> epoch.number() >= cursor.epoch())
        .mapToLong(
            epoch ->
                epoch.number() == cursor.epoch()
                    ? Math.max(0, epoch.size() - cursor.next())
                    : epoch.size())
        .sum();
  }

  private Seen inTime(Instant now, ControlCatalogue catalogue) {
    List<Alert> open = alerts.open(MANY);
    long late = open.stream().filter(alert -> alert.dueAt().isBefore(now)).count();
    return Seen.when(
        late == 0,
        count(open.size(), "alert is", "alerts are") + " open; " + late + " past their time.",
        now,
        figures("open", open.size()));
  }
}
