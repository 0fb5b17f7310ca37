package org.lockkeeper.compliance.pack;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.people.InvitePeople;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Lets an auditor in for days: an invitation like any other, with an end that the policy of
 * people bounds. The account ends by itself, and its sessions with it: each request asks whether
 * the end has come.
 */
@UseCase
public class InviteAuditor {

  private final InvitePeople invite;
  private final Roster roster;
  private final Clock clock;

  @Inject
  public InviteAuditor(InvitePeople invite, Roster roster, Clock clock) {
    this.invite = invite;
    this.roster = roster;
    this.clock = clock;
  }

  /** Invites one for so many whole days. */
  public InvitePeople.Outcome invite(Account by, String login, String name, int days) {
    if (days < 1) {
      return InvitePeople.Outcome.END;
    }
    return invite.invite(
        by,
        new InvitePeople.Wanted(
            login,
            name,
            Role.AUDITOR,
            Optional.of(clock.instant().plus(Duration.ofDays(days))),
            Optional.empty()));
  }

  /** For how many days one may come in at most. */
  public int longestDays() {
    return invite.auditDays().getLast();
  }

  /** The numbers of days that are offered, the shortest first. */
  public List<Integer> offered() {
    return invite.auditDays();
  }

  /** The auditors, those whose end is nearest first; whoever has left is the last. */
  public List<Roster.Member> auditors() {
    Instant now = clock.instant();
    return roster.members(SellerId.PLATFORM).stream()
        .filter(member -> member.account().role() == Role.AUDITOR)
        .sorted(
            Comparator.comparing((Roster.Member member) -> over(member.account(), now))
                .thenComparing(member -> member.account().endsAt().orElse(Instant.MAX)))
        .toList();
  }

  /** Whether nothing is opened by that account any more. */
  public boolean over(Account account, Instant now) {
    return account.status() == Account.Status.LEFT
        || account.endsAt().filter(end -> !now.isBefore(end)).isPresent();
  }
}
