package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.people.ChangePeople;
import org.lockkeeper.compliance.monitoring.alerts.HoldBack;
import org.lockkeeper.credentials.PauseConnection;
import org.lockkeeper.credentials.rotation.SuspectCredential;
import org.lockkeeper.incidents.ChecklistItem;
import org.lockkeeper.incidents.ContainmentStep;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Steps of the containment that act: each does what its own use case does, and is checked off only
 * if that was done.
 */
@Workflow
public class ContainIncident {

  private final ContainSteps steps;
  private final ChangePeople people;
  private final HoldBack holdBack;
  private final SuspectCredential credentials;
  private final PauseConnection connections;
  private final WorkIncident work;

  @Inject
  public ContainIncident(
      ContainSteps steps,
      ChangePeople people,
      HoldBack holdBack,
      SuspectCredential credentials,
      PauseConnection connections,
      WorkIncident work) {
    this.steps = steps;
    this.people = people;
    this.holdBack = holdBack;
    this.credentials = credentials;
    this.connections = connections;
    this.work = work;
  }

  /** What came of it. */
  public enum Outcome {
    DONE,
    /** There is no such incident, or what should be acted on is not there or rests already. */
    NOTHING,
    /** It is the own account. */
    OWN,
    /** Nobody else could let people in. */
    LAST
  }

  /** Signs a person out everywhere; every node refuses the next request. */
  public Outcome endSessions(IncidentId incident, UUID account, Account by) {
    Optional<Account> person = steps.person(account);
    if (!steps.open(incident) || person.isEmpty()) {
      return Outcome.NOTHING;
    }
    if (steps.drill(incident)) {
      return wouldHave(
          incident, ContainmentStep.END_SESSIONS, by, "ended the sessions of account:" + account);
    }
    int ended = steps.end(person.get(), by);
    return checked(
        incident,
        ContainmentStep.END_SESSIONS,
        by,
        "Ended " + ended + " sessions of account:" + account + ".");
  }

  /** Keeps a person out until further notice. */
  public Outcome suspend(IncidentId incident, UUID account, Account by) {
    if (!steps.open(incident)) {
      return Outcome.NOTHING;
    }
    if (steps.drill(incident)) {
      return wouldHave(
          incident, ContainmentStep.SUSPEND_PERSON, by, "suspended account:" + account);
    }
    Optional<Account> person = steps.person(account);
    if (person.filter(one -> !one.seller().equals(by.seller())).isPresent()) {
      return holdBack.of(by, account)
          ? checked(
              incident, ContainmentStep.SUSPEND_PERSON, by, "Suspended account:" + account + ".")
          : Outcome.NOTHING;
    }
    return switch (people.suspend(by, account)) {
      case DONE ->
          checked(
              incident, ContainmentStep.SUSPEND_PERSON, by, "Suspended account:" + account + ".");
      case OWN -> Outcome.OWN;
      case LAST -> Outcome.LAST;
      case NOT_THERE, END, IDENTITY, TRAINING -> Outcome.NOTHING;
    };
  }

  /** Ends a grant of which somebody else may know the secret; the seller has to consent again. */
  public Outcome rotate(IncidentId incident, SellerId seller, ConnectionId connection, Account by) {
    if (steps.open(incident) && steps.drill(incident)) {
      return wouldHave(
          incident,
          ContainmentStep.ROTATE_CREDENTIAL,
          by,
          "ended the grant of connection:" + connection);
    }
    if (!steps.open(incident) || !credentials.ofConnection(seller, connection)) {
      return Outcome.NOTHING;
    }
    return checked(
        incident,
        ContainmentStep.ROTATE_CREDENTIAL,
        by,
        "Ended the grant of connection:" + connection + ".");
  }

  /** Stops the traffic of a connection. */
  public Outcome pause(IncidentId incident, SellerId seller, ConnectionId connection, Account by) {
    if (steps.open(incident) && steps.drill(incident)) {
      return wouldHave(
          incident, ContainmentStep.PAUSE_CONNECTION, by, "paused connection:" + connection);
    }
    if (!steps.open(incident) || !connections.begin(seller, connection)) {
      return Outcome.NOTHING;
    }
    return checked(
        incident, ContainmentStep.PAUSE_CONNECTION, by, "Paused connection:" + connection + ".");
  }

  /** In a drill nothing of anybody is touched: what would have been done is noted. */
  private Outcome wouldHave(IncidentId incident, ContainmentStep step, Account by, String what) {
    return checked(incident, step, by, "Drill: would have " + what + ".");
  }

  private Outcome checked(IncidentId incident, ContainmentStep step, Account by, String note) {
    if (!work.check(incident, step, ChecklistItem.State.DONE, by.id(), note)) {
      work.note(incident, note, by.actor());
    }
    return Outcome.DONE;
  }
}
