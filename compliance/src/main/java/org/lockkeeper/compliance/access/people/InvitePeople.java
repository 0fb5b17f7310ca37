package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Invites people: they choose the password themselves, over a link that is mailed to
 * them, opens once, and ends. Nobody else ever knows it.
 */
@UseCase
public class InvitePeople {

  private static final Pattern ADDRESS =
      Pattern.compile("[\\p{Graph}&&[^@,;<>\"]]{1,64}@[a-z0-9]([a-z0-9.-]{0,180}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,80}");

  private final Roster roster;
  private final WaysIn ways;
  private final EndAccount end;
  private final Invitations invitations;
  private final Authority authority;
  private final PeoplePolicy policy;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public InvitePeople(
      Roster roster,
      WaysIn ways,
      EndAccount end,
      Invitations invitations,
      Authority authority,
      PeoplePolicy policy,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.roster = roster;
    this.ways = ways;
    this.end = end;
    this.invitations = invitations;
    this.authority = authority;
    this.policy = policy;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** This person may not give that role there. */
    NOT_ALLOWED,
    /** That is no address to which mail can go. */
    ADDRESS,
    NAME,
    /** Somebody signs in with that address already. */
    TAKEN,
    /** An auditor needs an end, which is not too far off; an end lies ahead. */
    END,
    /** The person behind both is not there, or has an identity of that role. */
    IDENTITY
  }

  /**
   * Who is wanted as what.
   *
   * @param sameAs another account of the same person; ours only
   */
  public record Wanted(
      String login,
      String displayName,
      Role role,
      Optional<Instant> endsAt,
      Optional<UUID> sameAs) {
    @Override
    public String toString() {
      return "Wanted[" + role + "]";
    }
  }

  /** Invites somebody into the organisation of whoever invites. */
  public Outcome invite(Account by, Wanted wanted) {
    SellerId seller = by.seller();
    String login = wanted.login().strip().toLowerCase(Locale.ROOT);
    String name = wanted.displayName().strip();
    Instant now = clock.instant();
    if (!authority.over(by, seller, wanted.role())) {
      return Outcome.NOT_ALLOWED;
    }
    if (!ADDRESS.matcher(login).matches()) {
      return Outcome.ADDRESS;
    }
    if (!NAME.matcher(name).matches()) {
      return Outcome.NAME;
    }
    if (!fits(wanted.role(), wanted.endsAt(), now)) {
      return Outcome.END;
    }
    List<Roster.Member> members = roster.members(seller);
    Optional<Account> before =
        members.stream()
            .map(Roster.Member::account)
            .filter(a -> a.login().equals(login) && a.status() == Account.Status.LEFT)
            .findFirst();
    if (before.isEmpty() && roster.taken(login)) {
      audit.record(
          seller, by.actor(), "invitation.refused", "account:" + by.id(), Map.of("why", "TAKEN"));
      return Outcome.TAKEN;
    }
    UUID id = before.map(Account::id).orElseGet(ids::next);
    Optional<UUID> person =
        wanted.sameAs().isEmpty()
            ? before.map(Account::person).or(() -> Optional.of(id))
            : person(seller, members, wanted.sameAs().get());
    if (person.isEmpty() || hasIdentity(members, person.get(), wanted.role(), id)) {
      return Outcome.IDENTITY;
    }
    Account invited =
        new Account(
            seller,
            id,
            login,
            name,
            wanted.role(),
            true,
            by.zone(),
            by.language(),
            Account.Theme.SYSTEM,
            Account.Status.INVITED,
            wanted.endsAt(),
            person.get());
    if (before.isPresent()) {
      roster.inviteAgain(invited);
      // It may have ended before an end took them away.
      ways.forget(seller, id);
    } else {
      roster.invite(invited, now);
    }
    send(by, invited, "account.invited");
    return Outcome.DONE;
  }

  /**
   * For how many days an auditor may come in: what pages offer, the shortest first; the last one is
   * the longest that is allowed.
   */
  public List<Integer> auditDays() {
    int longest = Math.toIntExact(policy.longestAudit().toDays());
    return Stream.of(3, 7, longest).filter(days -> days <= longest).distinct().toList();
  }

  /** Whether a role may have that end. */
  boolean fits(Role role, Optional<Instant> endsAt, Instant now) {
    return endsAt
        .map(
            end ->
                end.isAfter(now)
                    && (role != Role.AUDITOR || !end.isAfter(now.plus(policy.longestAudit()))))
        .orElse(role != Role.AUDITOR);
  }

  private static Optional<UUID> person(SellerId seller, List<Roster.Member> members, UUID sameAs) {
    return members.stream()
        .map(Roster.Member::account)
        .filter(a -> a.id().equals(sameAs) && a.status() != Account.Status.LEFT)
        .filter(a -> seller.equals(SellerId.PLATFORM))
        .map(Account::person)
        .findFirst();
  }

  static boolean hasIdentity(List<Roster.Member> members, UUID person, Role role, UUID than) {
    return members.stream()
        .map(Roster.Member::account)
        .anyMatch(
            a ->
                a.person().equals(person)
                    && a.role() == role
                    && a.status() != Account.Status.LEFT
                    && !a.id().equals(than));
  }

  /**
   * Sends the link anew; the former one opens nothing any more.
   *
   * @return false if nobody waits there, or this person may not
   */
  public boolean again(Account by, UUID account) {
    Optional<Account> invited = invited(by, account);
    invited.ifPresent(found -> send(by, found, "invitation.sent-again"));
    return invited.isPresent();
  }

  /**
   * Takes an invitation back; the account is over.
   *
   * @return false if nobody waits there, or this person may not
   */
  public boolean withdraw(Account by, UUID account) {
    Optional<Account> invited = invited(by, account);
    if (invited.isEmpty()) {
      return false;
    }
    end.now(invited.get(), by.actor(), "invitation.withdrawn", Map.of());
    return true;
  }

  private Optional<Account> invited(Account by, UUID account) {
    return roster
        .hold(by.seller(), account)
        .map(Roster.Member::account)
        .filter(a -> a.status() == Account.Status.INVITED)
        .filter(a -> authority.over(by, by.seller(), a.role()));
  }

  private void send(Account by, Account invited, String action) {
    Instant now = clock.instant();
    Instant end = now.plus(policy.invitationOpen());
    invitations.put(new Invitations.Invitation(invited.seller(), invited.id(), by.id(), now, end));
    errands.soon(MailInvitation.errand(invited.seller(), invited.id(), now));
    Map<String, String> facts = new HashMap<>();
    facts.put("role", invited.role().name());
    facts.put("link_ends_at", end.toString());
    invited.endsAt().ifPresent(at -> facts.put("ends_at", at.toString()));
    if (!invited.person().equals(invited.id())) {
      facts.put("person", invited.person().toString());
    }
    audit.record(
        invited.seller(), by.actor(), action, "account:" + invited.id(), Map.copyOf(facts));
  }
}
