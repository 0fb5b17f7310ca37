package org.lockkeeper.compliance.exports;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.OrderBoard;

/**
 * Asks for a list of orders as a file, decides about the wishes of others, and looks at the own
 * . Each step is in the audit log.
 */
@UseCase
public class AskExport {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int SHOWN = 50;

  private final Exports exports;
  private final ExportRight right;
  private final OrderBoard board;
  private final ExportPolicy policy;
  private final AccessPolicy access;
  private final TwoPeople two;
  private final AuditTrail audit;
  private final Errands errands;
  private final Ids ids;
  private final Clock clock;

  @Inject
  AskExport(
      Exports exports,
      ExportRight right,
      OrderBoard board,
      ExportPolicy policy,
      AccessPolicy access,
      TwoPeople two,
      AuditTrail audit,
      Errands errands,
      Ids ids,
      Clock clock) {
    this.exports = exports;
    this.right = right;
    this.board = board;
    this.policy = policy;
    this.access = access;
    this.two = two;
    this.audit = audit;
    this.errands = errands;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of a wish. */
  public sealed interface Asked {

    /** It is being made, or waits for another person. */
    record Taken(Export export) implements Asked {}

    /** It was not taken; nothing is made. */
    record Refused(Why why) implements Asked {}

    /** The note has something that must not be in it. */
    record BadNote(PlainNote.Fault fault) implements Asked {}
  }

  /** Why a wish was not taken. */
  public enum Why {
    /** No order is in the list. */
    NOTHING,
    /** More rows than the person may take. */
    TOO_MANY_ROWS,
    /** The person has as many under way as allowed. */
    TOO_MANY_OPEN,
    /** The person has asked for as many as allowed within 24 hours. */
    TOO_MANY_TODAY,
    /** The person may take none. */
    NOT_ALLOWED
  }

  /** What comes of a decision. */
  public enum Decided {
    DONE,
    /** Nobody decides about the own wish. */
    OWN,
    /** More rows than the person who decides may take. */
    TOO_MANY_ROWS,
    /** There is none that waits. */
    GONE
  }

  /**
   * What a file would be.
   *
   * @param most how many rows the person may take
   * @param approval whether another person has to agree
   */
  public record Preview(long rows, int most, boolean approval) {

    /** Whether it can be asked for. */
    public boolean fits() {
      return rows > 0 && rows <= most;
    }
  }

  /** Counts what a file would hold. */
  public Preview preview(Account who, Export.Selection what) {
    long rows = board.count(who.seller(), what.filter());
    return new Preview(rows, rows(who), rows > policy.approvalRows());
  }

  /** Asks for a file of the own seller's orders. */
  public Asked ask(Account who, Export.Selection what, Export.Reason reason, String note) {
    SellerId seller = who.seller();
    Instant now = clock.instant();
    if (!access.may(who.role(), Permission.ORDERS_EXPORT) || rows(who) == 0) {
      return new Asked.Refused(Why.NOT_ALLOWED);
    }
    Optional<PlainNote.Fault> fault = PlainNote.fault(note);
    if (fault.isPresent()) {
      return new Asked.BadNote(fault.get());
    }
    Preview preview = preview(who, what);
    Optional<Why> refused = refused(who, preview, now);
    if (refused.isPresent()) {
      audit.record(
          seller,
          who.actor(),
          "export.refused",
          "seller:" + seller,
          Map.of("why", refused.get().name(), "rows", Long.toString(preview.rows())));
      return new Asked.Refused(refused.get());
    }
    Export fresh =
        new Export(
            seller,
            ids.next(),
            who.id(),
            reason,
            note.strip(),
            what,
            preview.rows(),
            preview.approval() ? Export.State.WAITS : Export.State.MAKING,
            0,
            now,
            now.plus(preview.approval() ? policy.approvalValid() : policy.makingValid()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    exports.add(fresh);
    Map<String, String> facts = new TreeMap<>();
    facts.put("reason", reason.name());
    facts.put("rows", Long.toString(preview.rows()));
    facts.put("filters", String.join(",", Selections.narrowed(what)));
    facts.put("approval", preview.approval() ? "needed" : "none");
    audit.record(seller, who.actor(), "export.asked", fresh.object(), facts);
    if (!preview.approval()) {
      errands.soon(errand(fresh));
    }
    return new Asked.Taken(fresh);
  }

  private Optional<Why> refused(Account who, Preview preview, Instant now) {
    if (preview.rows() == 0) {
      return Optional.of(Why.NOTHING);
    }
    if (preview.rows() > preview.most()) {
      return Optional.of(Why.TOO_MANY_ROWS);
    }
    if (exports.open(who.seller(), who.id()) >= policy.open()) {
      return Optional.of(Why.TOO_MANY_OPEN);
    }
    return exports.since(who.seller(), who.id(), now.minus(DAY)) >= policy.day()
        ? Optional.of(Why.TOO_MANY_TODAY)
        : Optional.empty();
  }

  private static Errand errand(Export export) {
    return new Errand(MakeExport.KIND, export.seller(), export.id().toString());
  }

  /** The own exports, newest first. */
  public List<Export> own(Account who) {
    return exports.of(who.seller(), who.id(), SHOWN);
  }

  /**
   * One export of the person.
   *
   * @return empty if there is none, or it is of somebody else: the two look the same
   */
  public Optional<Export> own(Account who, UUID id) {
    return exports.find(who.seller(), id).filter(e -> e.account().equals(who.id()));
  }

  /** The wishes of others in the same organisation that wait for a yes, oldest first. */
  public List<Export> waiting(Account who) {
    return access.may(who.role(), Permission.ORDERS_EXPORT)
        ? exports.waiting(who.seller(), clock.instant()).stream()
            .filter(e -> !e.account().equals(who.id()))
            .toList()
        : List.of();
  }

  /** The names of the people of the same organisation. */
  public Map<UUID, String> colleagues(Account who) {
    return right.names(who.seller());
  }

  /** Decides about another person's wish; who may not take as many rows says nothing about them. */
  public Decided decide(Account who, UUID id, boolean granted) {
    Instant now = clock.instant();
    Optional<Export> found =
        exports
            .find(who.seller(), id)
            .filter(e -> e.state() == Export.State.WAITS && now.isBefore(e.endsAt()));
    if (found.isEmpty() || !access.may(who.role(), Permission.ORDERS_EXPORT)) {
      return Decided.GONE;
    }
    Export wish = found.get();
    if (!two.differ(who, wish.account())) {
      audit.record(
          who.seller(), who.actor(), "export.approval-denied", wish.object(), Map.of("why", "OWN"));
      return Decided.OWN;
    }
    if (granted && right.stands(who.seller(), who.id(), wish.rows(), now).isEmpty()) {
      return Decided.TOO_MANY_ROWS;
    }
    Export.Decision decision = new Export.Decision(who.id(), now, granted);
    Export after =
        granted ? wish.granted(decision, now.plus(policy.makingValid())) : wish.declined(decision);
    if (!exports.save(after, Export.State.WAITS)) {
      return Decided.GONE;
    }
    audit.record(
        who.seller(),
        who.actor(),
        granted ? "export.granted" : "export.declined",
        wish.object(),
        Map.of("reason", wish.reason().name(), "rows", Long.toString(wish.rows())));
    if (granted) {
      errands.soon(errand(after));
    }
    return Decided.DONE;
  }

  /**
   * Takes the own wish back; its file is erased.
   *
   * @return whether it was still there to be taken back
   */
  public boolean cancel(Account who, UUID id) {
    Optional<Export> found = own(who, id).filter(e -> e.state().open());
    if (found.isEmpty()) {
      return false;
    }
    Export it = found.get();
    if (!exports.save(it.over(Export.State.CANCELLED, clock.instant()), it.state())) {
      return false;
    }
    exports.erase(who.seller(), id);
    audit.record(who.seller(), who.actor(), "export.cancelled", it.object(), Map.of());
    return true;
  }

  private int rows(Account who) {
    return Math.min(policy.rows(who.role()), right.rows(who.role()));
  }
}
