package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Instant;
import org.lockkeeper.compliance.access.Account;
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
   * What came of a count.
   *
   * @param noted whether whom it concerns is noted; not if there is no such open incident
   * @param whole whether all that shows it is in the locker; not if that is full, or the list is
   *     longer than one may be; to count again changes nothing then
   */
  public record Count(boolean noted, boolean whole) {

    static final Count NOT_THERE = new Count(false, false);
  }

  /**
   * By what somebody did.
   *
   * @param actor as in the audit log, such as {@code person:…}
   */
  public Count byActor(IncidentId incident, String actor, Instant from, Instant to, Account by) {
    return steps.byActor(incident, actor, from, to, by);
  }

  /** By what a credential could be used for. */
  public Count byConnection(
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
