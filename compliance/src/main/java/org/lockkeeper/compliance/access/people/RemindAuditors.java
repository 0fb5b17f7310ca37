package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Reminds an auditor, and whoever let the auditor in, that the access ends by itself: once for each
 * reminder of each end. If whoever invited is not here any more, all admins are told.
 */
@UseCase
public class RemindAuditors {

  private final Roster roster;
  private final Invitations invitations;
  private final PeoplePolicy policy;
  private final TellPeople tell;

  @Inject
  public RemindAuditors(
      Roster roster, Invitations invitations, PeoplePolicy policy, TellPeople tell) {
    this.roster = roster;
    this.invitations = invitations;
    this.policy = policy;
    this.tell = tell;
  }

  /** Does it for a moment. */
  public void asOf(Instant now) {
    List<Account> ours =
        roster.members(SellerId.PLATFORM).stream()
            .map(Roster.Member::account)
            .filter(account -> account.welcomeAt(now))
            .toList();
    for (Account auditor : ours) {
      auditor
          .endsAt()
          .filter(end -> auditor.role() == Role.AUDITOR)
          .ifPresent(
              end -> reminder(auditor, end, now).ifPresent(of -> remind(auditor, ours, end, of)));
    }
  }

  /**
   * The nearest reminder whose time has come; none that would have come before the access began.
   */
  private Optional<Duration> reminder(Account auditor, Instant end, Instant now) {
    Instant begun =
        invitations
            .last(SellerId.PLATFORM, auditor.id())
            .map(Invitations.Invitation::invitedAt)
            .orElse(Instant.MIN);
    return policy.auditorReminders().stream()
        .filter(span -> !now.isBefore(end.minus(span)) && end.minus(span).isAfter(begun))
        .min(Comparator.naturalOrder());
  }

  private void remind(Account auditor, List<Account> ours, Instant end, Duration before) {
    List<Account> told = new ArrayList<>(List.of(auditor));
    Optional<Account> host =
        invitations
            .last(SellerId.PLATFORM, auditor.id())
            .flatMap(
                sent -> ours.stream().filter(one -> one.id().equals(sent.invitedBy())).findFirst());
    host.ifPresentOrElse(
        told::add, () -> ours.stream().filter(one -> one.role() == Role.ADMIN).forEach(told::add));
    tell.some(
        told,
        Notice.Kind.AUDIT_ENDS,
        "account:" + auditor.id(),
        "",
        end,
        Math.toIntExact(before.toDays()));
  }
}
