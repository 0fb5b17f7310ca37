package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.UseCase;

/** What the containment reads and does in transactions of their own. */
@UseCase
public class ContainSteps {

  private final FindIncident incidents;
  private final Accounts accounts;
  private final EndSessions sessions;

  @Inject
  public ContainSteps(FindIncident incidents, Accounts accounts, EndSessions sessions) {
    this.incidents = incidents;
    this.accounts = accounts;
    this.sessions = sessions;
  }

  boolean open(IncidentId id) {
    return incidents.of(id).filter(Incident.Snapshot::open).isPresent();
  }

  boolean drill(IncidentId id) {
    return incidents.of(id).filter(Incident.Snapshot::drill).isPresent();
  }

  Optional<Account> person(UUID account) {
    return accounts.byId(account);
  }

  int end(Account person, Account by) {
    return sessions.of(person.seller(), person.id(), EndSessions.Why.ADMIN, by.actor());
  }
}
