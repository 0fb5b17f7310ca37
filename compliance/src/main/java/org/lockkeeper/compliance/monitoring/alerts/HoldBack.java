package org.lockkeeper.compliance.monitoring.alerts;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.UseCase;

/**
 * Holds somebody back whom an alert is about, of ours or of a seller: suspended, and all sessions
 * over at once. In the transaction of the person's organisation. Whoever manages the people
 * there lets them in again.
 */
@UseCase
public class HoldBack {

  private final Accounts accounts;
  private final Roster roster;
  private final EndSessions sessions;
  private final AuditTrail audit;

  @Inject
  public HoldBack(Accounts accounts, Roster roster, EndSessions sessions, AuditTrail audit) {
    this.accounts = accounts;
    this.roster = roster;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * Holds a person back.
   *
   * @return whether there is such a person who could get in
   */
  public boolean of(Account by, UUID person) {
    Optional<Account> found = accounts.byId(person);
    if (found.isEmpty() || person.equals(by.id())) {
      return false;
    }
    Account account = found.get();
    if (account.status() == Account.Status.ACTIVE) {
      roster.status(
          account.seller(), account.id(), Account.Status.SUSPENDED, Optional.of(Roster.Hold.ADMIN));
      audit.record(
          account.seller(),
          by.actor(),
          "account.suspended",
          "account:" + account.id(),
          Map.of("role", account.role().name(), "why", "alert"));
    }
    sessions.of(account.seller(), account.id(), EndSessions.Why.STATUS, by.actor());
    return true;
  }
}
