package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.Map;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/**
 * Something was done to an incident.
 *
 * @param word what, as the last part of an action of the audit log
 * @param facts ids, names of lists and counts
 */
public record IncidentMoved(
    IncidentId incident, String word, Actor actor, Map<String, String> facts, Instant at)
    implements DomainEvent {

  public IncidentMoved {
    facts = Map.copyOf(facts);
  }

  /** Incidents are the platform's own. */
  @Override
  public SellerId seller() {
    return SellerId.PLATFORM;
  }
}
