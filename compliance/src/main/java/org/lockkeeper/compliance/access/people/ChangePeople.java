package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Changes and ends the access of people. Nobody changes their own role; of owners and
 * of admins there is always one left who can let the others in.
 */
@UseCase
public class ChangePeople {

  private final Roster roster;
  private final Authority authority;
  private final InvitePeople invite;
  private final EndAccount end;
  private final EndSessions sessions;
  private final Errands errands;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public ChangePeople(
      Roster roster,
      Authority authority,
      InvitePeople invite,
      EndAccount end,
      EndSessions sessions,
      Errands errands,
      AuditTrail audit,
      Clock clock) {
    this.roster = roster;
    this.authority = authority;
    this.invite = invite;
    this.end = end;
    this.sessions = sessions;
    this.errands = errands;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** There is no such person, or not for whoever asks. */
    NOT_THERE,
    /** It is the own account. */
    OWN,
    /** Nobody else could let people in. */
    LAST,
    /** An auditor needs an end; an end lies ahead. */
    END,
    /** The same person has another identity of that role. */
    IDENTITY,
    /** What holds the account back is a training that is overdue. */
    TRAINING
  }

  /** Gives somebody another role; all sessions end. */
  public Outcome role(Account by, UUID who, Role role, Optional<Instant> endsAt) {
    Optional<Account> found = over(by, who);
    Instant now = clock.instant();
    if (found.isEmpty() || !authority.over(by, by.seller(), role)) {
      return Outcome.NOT_THERE;
    }
    Account account = found.get();
    if (account.person().equals(by.person())) {
      return denied(by, account, "role", Outcome.OWN);
    }
    if (!invite.fits(role, endsAt, now)) {
      return Outcome.END;
    }
    if (account.role() != role && isLast(account, now)) {
      return denied(by, account, "role", Outcome.LAST);
    }
    if (by.seller().equals(SellerId.PLATFORM)
        && InvitePeople.hasIdentity(
            roster.members(by.seller()), account.person(), role, account.id())) {
      return Outcome.IDENTITY;
    }
    roster.role(account.seller(), account.id(), role, endsAt);
    Map<String, String> facts = new HashMap<>();
    facts.put("before", account.role().name());
    facts.put("role", role.name());
    endsAt.ifPresent(end -> facts.put("ends_at", end.toString()));
    audit.record(
        account.seller(),
        by.actor(),
        "account.role-changed",
        "account:" + account.id(),
        Map.copyOf(facts));
    sessions.of(account.seller(), account.id(), EndSessions.Why.ROLE, by.actor());
    if (account.role() == Role.SUPPORT && role != Role.SUPPORT) {
      errands.soon(EndAssignments.errand(account.id()));
    }
    return Outcome.DONE;
  }

  /** Holds somebody back until further notice; all sessions end. */
  public Outcome suspend(Account by, UUID who) {
    Optional<Account> found = over(by, who).filter(a -> a.status() == Account.Status.ACTIVE);
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    if (found.get().person().equals(by.person())) {
      return denied(by, found.get(), "suspend", Outcome.OWN);
    }
    if (isLast(found.get(), clock.instant())) {
      return denied(by, found.get(), "suspend", Outcome.LAST);
    }
    status(by, found.get(), Account.Status.SUSPENDED, Optional.of(Roster.Hold.ADMIN));
    return Outcome.DONE;
  }

  /**
   * Lets somebody in again who was held back; who is held back for a training needs the training.
   */
  public Outcome resume(Account by, UUID who) {
    Optional<Roster.Member> found =
        roster
            .hold(by.seller(), who)
            .filter(m -> authority.over(by, by.seller(), m.account().role()))
            .filter(m -> m.account().status() == Account.Status.SUSPENDED);
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    Account account = found.get().account();
    if (account.person().equals(by.person())) {
      return denied(by, account, "resume", Outcome.OWN);
    }
    if (found.get().hold().equals(Optional.of(Roster.Hold.TRAINING))) {
      return Outcome.TRAINING;
    }
    if (account.endsAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      return Outcome.END;
    }
    status(by, account, Account.Status.ACTIVE, Optional.empty());
    return Outcome.DONE;
  }

  /** Ends the access of somebody of a seller for good; all sessions end. */
  public Outcome remove(Account by, UUID who) {
    Optional<Account> found =
        over(by, who)
            .filter(a -> a.role().ofSeller())
            .filter(a -> a.status() != Account.Status.LEFT);
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    Account account = found.get();
    Instant now = clock.instant();
    if (isLast(account, now)) {
      return denied(by, account, "remove", Outcome.LAST);
    }
    end.now(account, by.actor(), "account.removed", Map.of());
    return Outcome.DONE;
  }

  private void status(
      Account by, Account account, Account.Status status, Optional<Roster.Hold> why) {
    roster.status(account.seller(), account.id(), status, why);
    audit.record(
        account.seller(),
        by.actor(),
        status == Account.Status.ACTIVE ? "account.resumed" : "account.suspended",
        "account:" + account.id(),
        Map.of("role", account.role().name()));
    if (status != Account.Status.ACTIVE) {
      sessions.of(account.seller(), account.id(), EndSessions.Why.STATUS, by.actor());
    }
  }

  private Outcome denied(Account by, Account account, String what, Outcome why) {
    audit.record(
        account.seller(),
        by.actor(),
        "account.change-denied",
        "account:" + account.id(),
        Map.of("change", what, "why", why.name()));
    return why;
  }

  private Optional<Account> over(Account by, UUID who) {
    return roster
        .hold(by.seller(), who)
        .map(Roster.Member::account)
        .filter(a -> a.status() != Account.Status.LEFT)
        .filter(a -> authority.over(by, by.seller(), a.role()));
  }

  /** Whether nobody else could let people in if this account could not. */
  private boolean isLast(Account account, Instant now) {
    return (account.role() == Role.SELLER_OWNER || account.role() == Role.ADMIN)
        && account.welcomeAt(now)
        && roster.others(account.seller(), account.role(), account.id(), now) == 0;
  }
}
