package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.secrets.FlagSeenSecrets;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * An account is over, for whatever reason; the one place where that happens, so that every way out
 * does the whole work: its invitation, its ways in and its sessions end; of ours, secrets
 * that the person saw are replaced, and what the person answered for is told to have nobody.
 */
@UseCase
public class EndAccount {

  private final Roster roster;
  private final WaysIn ways;
  private final Invitations invitations;
  private final EndSessions sessions;
  private final FlagSeenSecrets secrets;
  private final ServiceAccounts services;
  private final Errands errands;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public EndAccount(
      Roster roster,
      WaysIn ways,
      Invitations invitations,
      EndSessions sessions,
      FlagSeenSecrets secrets,
      ServiceAccounts services,
      Errands errands,
      AuditTrail audit,
      Clock clock) {
    this.roster = roster;
    this.ways = ways;
    this.invitations = invitations;
    this.sessions = sessions;
    this.secrets = secrets;
    this.services = services;
    this.errands = errands;
    this.audit = audit;
    this.clock = clock;
  }

  /** How many sessions ended, and how many secrets are replaced because the person saw them. */
  record Ended(int sessions, int secrets) {}

  /**
   * Ends an account; assignments and open cases follow by an errand.
   *
   * @param action what the log calls it
   */
  void now(Account account, Actor by, String action, Map<String, String> facts) {
    allButWork(account, by, action, facts);
    if (account.seller().equals(SellerId.PLATFORM)) {
      errands.soon(EndAssignments.errand(account.id()));
    }
  }

  /** Ends an account; its assignments and open cases are the caller's, who hands them on. */
  Ended allButWork(Account account, Actor by, String action, Map<String, String> facts) {
    SellerId seller = account.seller();
    invitations.close(seller, account.id(), Invitations.Outcome.WITHDRAWN, clock.instant());
    roster.status(seller, account.id(), Account.Status.LEFT, Optional.empty());
    ways.forget(seller, account.id());
    Map<String, String> all = new HashMap<>(facts);
    all.put("role", account.role().name());
    audit.record(seller, by, action, "account:" + account.id(), Map.copyOf(all));
    int ended = sessions.of(seller, account.id(), EndSessions.Why.STATUS, by);
    if (!seller.equals(SellerId.PLATFORM)) {
      return new Ended(ended, 0);
    }
    int flagged = secrets.of(Set.of(account.id()), by);
    services.withoutOwner(Set.of(account.id()));
    return new Ended(ended, flagged);
  }
}
