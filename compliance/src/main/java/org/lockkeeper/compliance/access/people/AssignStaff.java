package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Assigns ours to sellers, with an end and a reason. Each stands in the log of the
 * seller, who so sees who works for them.
 */
@UseCase
public class AssignStaff {

  private final Assignments assignments;
  private final Authority authority;
  private final PeoplePolicy policy;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public AssignStaff(
      Assignments assignments,
      Authority authority,
      PeoplePolicy policy,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.assignments = assignments;
    this.authority = authority;
    this.policy = policy;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** Not by this person, or not for that one. */
    NOT_ALLOWED,
    /** The end is over, or too far off. */
    END,
    REASON,
    /** That person works for that seller already. */
    THERE
  }

  /**
   * Assigns somebody to a seller.
   *
   * @param staff as it was read: only a support agent who may come in is assigned
   */
  public Outcome assign(Account by, Account staff, SellerId seller, Instant endsAt, String reason) {
    if (!authority.overOurs(by) || staff.person().equals(by.person())) {
      return Outcome.NOT_ALLOWED;
    }
    return grant(ids.next(), by.actor(), by.id(), staff, seller, endsAt, reason, Map.of());
  }

  /**
   * Grants what was asked for and approved by another person, under the request's id, so that a
   * second run of the same finds the first one's and grants nothing.
   */
  Outcome grantOnce(
      UUID id,
      Actor actor,
      UUID grantedBy,
      Account staff,
      SellerId seller,
      Instant endsAt,
      String reason,
      Map<String, String> facts) {
    if (granted(seller, id)) {
      return Outcome.DONE;
    }
    Outcome outcome = grant(id, actor, grantedBy, staff, seller, endsAt, reason, facts);
    return outcome == Outcome.THERE && granted(seller, id) ? Outcome.DONE : outcome;
  }

  private boolean granted(SellerId seller, UUID id) {
    return assignments.of(seller).stream().anyMatch(found -> found.id().equals(id));
  }

  private Outcome grant(
      UUID id,
      Actor actor,
      UUID grantedBy,
      Account staff,
      SellerId seller,
      Instant endsAt,
      String reason,
      Map<String, String> facts) {
    Instant now = clock.instant();
    int length = reason.strip().length();
    if (staff.role() != Role.SUPPORT || !staff.welcomeAt(now) || seller.equals(SellerId.PLATFORM)) {
      return Outcome.NOT_ALLOWED;
    }
    if (!mayEnd(endsAt, now)) {
      return Outcome.END;
    }
    if (length < 3 || length > 300) {
      return Outcome.REASON;
    }
    if (!assignments.grant(
        new Assignments.Assignment(
            seller, id, staff.id(), reason, grantedBy, now, endsAt, Optional.empty()))) {
      return Outcome.THERE;
    }
    Map<String, String> all = new java.util.HashMap<>(facts);
    all.put("staff", staff.id().toString());
    all.put("ends_at", endsAt.toString());
    audit.record(seller, actor, "assignment.granted", "assignment:" + id, Map.copyOf(all));
    return Outcome.DONE;
  }

  /** Whether an assignment may end then. */
  boolean mayEnd(Instant endsAt, Instant now) {
    return endsAt.isAfter(now) && !endsAt.isAfter(now.plus(policy.longestAssignment()));
  }

  /** What somebody has that nobody has closed. */
  public List<Assignments.Open> openOf(UUID staff) {
    return assignments.openOf(staff);
  }

  /** What nobody has closed, over all sellers. */
  public List<Assignments.Open> open(int limit) {
    return assignments.open(limit);
  }

  /**
   * Ends one.
   *
   * @return false if it is over, or this person may not
   */
  public boolean end(Account by, SellerId seller, UUID id, UUID staff) {
    return authority.overOurs(by) && close(seller, id, staff, by.actor(), "ADMIN");
  }

  /** Ends one; for work that follows from something else. */
  boolean close(SellerId seller, UUID id, UUID staff, Actor actor, String why) {
    boolean ended = assignments.end(seller, id, clock.instant());
    if (ended) {
      audit.record(
          seller,
          actor,
          "assignment.ended",
          "assignment:" + id,
          Map.of("staff", staff.toString(), "why", why));
    }
    return ended;
  }

  /**
   * Ends one of somebody who leaves, and has the heir go on, in one step: whoever ends it hands it
   * on, and nobody else does.
   *
   * @param heir who works for that seller already keeps what they have
   * @return false if it is over
   */
  boolean handOver(
      Assignments.Open held, Optional<Account> heir, UUID grantedBy, UUID leaver, Actor actor) {
    if (!close(held.seller(), held.id(), held.staff(), actor, "LEAVER")) {
      return false;
    }
    heir.ifPresent(
        next ->
            grant(
                ids.next(),
                actor,
                grantedBy,
                next,
                held.seller(),
                held.endsAt(),
                "Goes on for a colleague who left",
                Map.of("leaver", leaver.toString())));
    return true;
  }

  /** When the person last left a trace in the seller's log. */
  public Optional<Instant> lastUsed(SellerId seller, UUID staff) {
    return assignments.lastUsed(seller, staff);
  }
}
