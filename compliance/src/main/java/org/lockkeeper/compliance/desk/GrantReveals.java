package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Adds to a person's budget of the day: asked for by that person, decided by another. */
@UseCase
public class GrantReveals {

  private final RevealRequests requests;
  private final DeskPolicy policy;
  private final AccessPolicy access;
  private final TwoPeople two;
  private final AuditTrail audit;
  private final TellPeople tell;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public GrantReveals(
      RevealRequests requests,
      DeskPolicy policy,
      AccessPolicy access,
      TwoPeople two,
      AuditTrail audit,
      TellPeople tell,
      Ids ids,
      Clock clock) {
    this.requests = requests;
    this.policy = policy;
    this.access = access;
    this.two = two;
    this.audit = audit;
    this.tell = tell;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of a wish. */
  public enum Asked {
    ASKED,
    /** One waits already. */
    WAITS,
    /** The ticket's number is missing, or is none. */
    NO_TICKET,
    /** The person's budget is not one that can be added to. */
    NOT_FOR_ROLE
  }

  /** What comes of a decision. */
  public enum Decided {
    DONE,
    /** Nobody decides about the own wish, with whatever identity. */
    OWN,
    /** There is none that waits. */
    GONE
  }

  /** Asks for more. Those who may decide are told. */
  public Asked ask(Account who, SellerId worksFor, RevealReason reason, String ticket) {
    if (policy.reveals(who.role()) == 0 || who.role().ofSeller()) {
      return Asked.NOT_FOR_ROLE;
    }
    if (!Ticket.is(ticket)) {
      return Asked.NO_TICKET;
    }
    Instant now = clock.instant();
    if (requests.of(who.seller(), who.id(), now).stream().anyMatch(r -> r.decision().isEmpty())) {
      return Asked.WAITS;
    }
    RevealRequest request =
        new RevealRequest(
            who.seller(),
            ids.next(),
            who.id(),
            worksFor,
            reason,
            ticket.strip(),
            now,
            policy.approvalReveals(),
            now.plus(policy.approvalValid()),
            Optional.empty());
    requests.add(request);
    audit.record(
        who.seller(),
        who.actor(),
        "desk.more-asked",
        "reveal-request:" + request.id(),
        Map.of(
            "reason",
            reason.name(),
            "ticket",
            request.ticket(),
            "more",
            Integer.toString(request.more())));
    tell.of(
        who.seller(),
        Notice.Kind.REVEALS_WANTED,
        "reveal-request:" + request.id(),
        "lockkeeper",
        Budget.pseudonym(who.id()),
        request.endsAt(),
        0);
    return Asked.ASKED;
  }

  /** What waits for a decision, oldest first. */
  public List<RevealRequest> waiting(Account who) {
    return requests.waiting(who.seller(), clock.instant());
  }

  /** The own wishes that have not ended, newest first. */
  public List<RevealRequest> own(Account who) {
    return requests.of(who.seller(), who.id(), clock.instant());
  }

  /**
   * Decides.
   *
   * @throws IllegalArgumentException if the person's role may not; pages ask before
   */
  public Decided decide(Account who, UUID id, boolean granted) {
    if (!access.may(who.role(), Permission.DESK_OVERSEE)) {
      throw new IllegalArgumentException("the role decides about no reveals");
    }
    Instant now = clock.instant();
    Optional<RevealRequest> found =
        requests
            .findForUpdate(who.seller(), id)
            .filter(r -> r.decision().isEmpty() && now.isBefore(r.endsAt()));
    if (found.isEmpty()) {
      return Decided.GONE;
    }
    RevealRequest request = found.get();
    if (!two.differ(who, request.account())) {
      audit.record(who.seller(), who.actor(), "desk.more-denied", "reveal-request:" + id, Map.of());
      return Decided.OWN;
    }
    requests.decided(who.seller(), id, new RevealRequest.Decision(who.id(), now, granted));
    audit.record(
        who.seller(),
        who.actor(),
        granted ? "desk.more-granted" : "desk.more-declined",
        "reveal-request:" + id,
        Map.of(
            "for",
            Budget.pseudonym(request.account()),
            "more",
            Integer.toString(request.more()),
            "ticket",
            request.ticket()));
    return Decided.DONE;
  }
}
