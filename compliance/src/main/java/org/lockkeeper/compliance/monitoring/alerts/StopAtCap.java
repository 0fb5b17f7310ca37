package org.lockkeeper.compliance.monitoring.alerts;

import jakarta.inject.Inject;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Ends all sessions of whoever passed a hard cap, without waiting for a person: the errand
 * is committed with the alert. The account stays; whether it is held back is a person's decision.
 * Budgets of the desk stop people in the request itself; this stops what passes them by.
 */
@UseCase
public class StopAtCap implements ErrandHandler {

  static final String KIND = "stop-at-cap";

  private static final Actor.Task TASK = new Actor.Task(KIND);

  private final Accounts accounts;
  private final EndSessions sessions;

  @Inject
  public StopAtCap(Accounts accounts, EndSessions sessions) {
    this.accounts = accounts;
    this.sessions = sessions;
  }

  static Errand errand(UUID person) {
    return new Errand(KIND, SellerId.PLATFORM, person.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    accounts
        .byId(UUID.fromString(errand.subject()))
        .ifPresent(
            (Account account) ->
                sessions.of(account.seller(), account.id(), EndSessions.Why.WATCH, TASK));
    return Outcome.DONE;
  }
}
