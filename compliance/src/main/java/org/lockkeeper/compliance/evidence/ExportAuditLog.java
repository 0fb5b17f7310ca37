package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.Grounds;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Gives an admin a part of the audit log as a file. Who took it, when and why stands in its first
 * line and, before the file leaves, in the log itself (R-49).
 */
@Workflow
public class ExportAuditLog {

  /** More entries than these are not given at once. */
  public static final int MOST = 5000;

  private static final int PAGE = 500;

  private final AuditSteps steps;
  private final ReadAuditLog read;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public ExportAuditLog(AuditSteps steps, ReadAuditLog read, AuditTrail audit, Clock clock) {
    this.steps = steps;
    this.read = read;
    this.audit = audit;
    this.clock = clock;
  }

  /** What comes of it. */
  public sealed interface Result {

    /** The file, to be sent in UTF-8. */
    record File(String name, String text, int entries) implements Result {}

    /** The filter lets too many through; nothing was given. */
    record TooMany(int most) implements Result {}

    /** The ticket is missing or not of its form; nothing was given. */
    record NotSaid() implements Result {}
  }

  /**
   * The entries that a filter lets through, newest first.
   *
   * @param seller empty for all
   * @param narrowed the names of what narrows them, for the log
   * @param ticket 2 to 40 letters, digits and signs
   * @throws SecurityException if the person is no admin
   */
  public Result of(
      Account admin,
      Optional<SellerId> seller,
      AuditRecords.Filter filter,
      List<String> narrowed,
      ExportReason reason,
      String ticket) {
    Admins.check(admin);
    String why = ticket.strip();
    if (!Grounds.isTicket(why)) {
      return new Result.NotSaid();
    }
    List<AuditRecords.Place> places = steps.places(seller, filter, Optional.empty(), MOST + 1);
    if (places.size() > MOST) {
      return new Result.TooMany(MOST);
    }
    Map<String, String> facts = new TreeMap<>();
    facts.put("reason", reason.name());
    facts.put("ticket", why);
    facts.put("entries", Integer.toString(places.size()));
    facts.put("filters", String.join(",", narrowed));
    audit.recordFirst(
        seller.orElse(SellerId.PLATFORM), admin.actor(), "audit.exported", "audit:log", facts);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Csv csv = new Csv();
    csv.line(
        List.of(
            "Lockkeeper audit log, confidential",
            "exported by " + admin.displayName() + " (" + admin.actor().text() + ")",
            "at " + now,
            "for " + reason + " " + why,
            places.size() + " entries",
            "filters: " + String.join(" ", narrowed)));
    csv.line(
        List.of(
            "time", "seller", "actor", "action", "result", "object", "facts", "entry", "epoch",
            "index"));
    for (int from = 0; from < places.size(); from += PAGE) {
      read.lines(places.subList(from, Math.min(from + PAGE, places.size())))
          .forEach(line -> csv.line(cells(line)));
    }
    return new Result.File(
        "audit-log-" + now.toString().replace(":", "") + ".csv", csv.toString(), places.size());
  }

  private static List<String> cells(ReadAuditLog.Line line) {
    AuditEntry entry = line.entry();
    return List.of(
        entry.at().toString(),
        entry.seller().toString(),
        entry.actor().text(),
        entry.action(),
        AuditResult.of(entry.action()).name(),
        entry.object(),
        String.join(
            "; ",
            entry.orderedFacts().entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue())
                .toList()),
        entry.id().toString(),
        line.place().map(SealedLog.Place::epoch).map(String::valueOf).orElse("waiting"),
        line.place().map(SealedLog.Place::index).map(String::valueOf).orElse("waiting"));
  }
}
