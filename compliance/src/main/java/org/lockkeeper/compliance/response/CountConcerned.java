package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Works out whom an incident concerns: which sellers, how many orders, which fields, from the audit
 * log, the call log and the reads of credentials. What was found goes into the locker.
 */
@Workflow
public class CountConcerned {

  private final ConcernSteps steps;

  @Inject
  public CountConcerned(ConcernSteps steps) {
    this.steps = steps;
  }

  /**
   * By what somebody did.
   *
   * @param actor as in the audit log, such as {@code person:…}
   * @return what was put into the locker; empty if there is no such incident, or if the locker is
   *     full; whom it concerns is noted even then
   */
  public Optional<Evidence> byActor(
      IncidentId incident, String actor, Instant from, Instant to, Account by) {
    return steps.byActor(incident, actor, from, to, by);
  }

  /** By what a credential could be used for. */
  public Optional<Evidence> byConnection(
      IncidentId incident,
      SellerId seller,
      ConnectionId connection,
      Instant from,
      Instant to,
      Account by) {
    Traces.OfConnection found = steps.over(seller, connection, from, to);
    return steps.byConnection(incident, seller, connection, found, from, to, by);
  }
}
