package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Asks for access, and decides on what another person asked for. */
@UseCase
public class AskForAccess {

  private static final Duration SHOWN_FOR = Duration.ofDays(90);

  private final AccessRequests requests;
  private final Authority authority;
  private final AssignStaff assign;
  private final TwoPeople two;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public AskForAccess(
      AccessRequests requests,
      Authority authority,
      AssignStaff assign,
      TwoPeople two,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.requests = requests;
    this.authority = authority;
    this.assign = assign;
    this.two = two;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** Only a support agent asks, and only another person decides. */
    NOT_ALLOWED,
    /** It is decided, or was never there. */
    OVER,
    WANTED,
    REASON,
    END
  }

  /** Asks to work for a seller until then. */
  public Outcome ask(Account by, String wanted, String reason, Instant endsAt) {
    Instant now = clock.instant();
    if (by.role() != Role.SUPPORT || !by.seller().equals(SellerId.PLATFORM)) {
      return Outcome.NOT_ALLOWED;
    }
    if (wanted.strip().length() < 2 || wanted.strip().length() > 120) {
      return Outcome.WANTED;
    }
    if (reason.strip().length() < 10 || reason.strip().length() > 300) {
      return Outcome.REASON;
    }
    if (!assign.mayEnd(endsAt, now)) {
      return Outcome.END;
    }
    UUID id = ids.next();
    requests.add(
        new AccessRequest(
            id,
            by.id(),
            wanted.strip(),
            reason.strip(),
            endsAt,
            now,
            AccessRequest.State.ASKED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    record(by, id, "access.requested", Map.of("ends_at", endsAt.toString()));
    return Outcome.DONE;
  }

  /** Says yes, and which seller is meant; the grant follows with this transaction. */
  public Outcome approve(Account by, UUID id, SellerId seller) {
    Optional<AccessRequest> found = open(id);
    if (found.isEmpty() || seller.equals(SellerId.PLATFORM)) {
      return Outcome.OVER;
    }
    if (!authority.overOurs(by) || !two.differ(by, found.get().requester())) {
      record(by, id, "access.approval-denied", Map.of());
      return Outcome.NOT_ALLOWED;
    }
    if (!assign.mayEnd(found.get().endsAt(), clock.instant())) {
      return Outcome.END;
    }
    requests.decide(
        id, AccessRequest.State.APPROVED, Optional.of(seller), by.id(), clock.instant());
    record(
        by,
        id,
        "access.approved",
        Map.of("seller", seller.toString(), "requester", found.get().requester().toString()));
    errands.soon(GrantAccess.errand(id));
    return Outcome.DONE;
  }

  /** Says no. */
  public Outcome refuse(Account by, UUID id) {
    Optional<AccessRequest> found = open(id);
    if (found.isEmpty()) {
      return Outcome.OVER;
    }
    if (!authority.overOurs(by) || !two.differ(by, found.get().requester())) {
      return Outcome.NOT_ALLOWED;
    }
    requests.decide(id, AccessRequest.State.REFUSED, Optional.empty(), by.id(), clock.instant());
    record(by, id, "access.refused", Map.of());
    return Outcome.DONE;
  }

  /** Takes the own wish back. */
  public Outcome withdraw(Account by, UUID id) {
    if (open(id).filter(found -> found.requester().equals(by.id())).isEmpty()) {
      return Outcome.OVER;
    }
    requests.decide(id, AccessRequest.State.WITHDRAWN, Optional.empty(), by.id(), clock.instant());
    record(by, id, "access.withdrawn", Map.of());
    return Outcome.DONE;
  }

  /** What an errand grants: an approved one. */
  Optional<AccessRequest> approved(UUID id) {
    return requests.hold(id).filter(found -> found.state() == AccessRequest.State.APPROVED);
  }

  /** Notes what came of an approved one. */
  void settle(UUID id, AccessRequest.State state) {
    requests.settle(id, state);
  }

  /** The wishes of the last 90 days, the newest first. */
  public List<AccessRequest> recent() {
    return requests.recent(clock.instant().minus(SHOWN_FOR));
  }

  private Optional<AccessRequest> open(UUID id) {
    return requests.hold(id).filter(found -> found.state() == AccessRequest.State.ASKED);
  }

  private void record(Account by, UUID id, String action, Map<String, String> facts) {
    audit.record(SellerId.PLATFORM, by.actor(), action, "access-request:" + id, facts);
  }
}
