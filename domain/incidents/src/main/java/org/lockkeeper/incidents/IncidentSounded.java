package org.lockkeeper.incidents;

import java.time.Instant;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A moment of an incident's clock has come at which people are written to; each comes once. */
public record IncidentSounded(Incident.Snapshot incident, Mark mark, Instant at)
    implements DomainEvent {

  /** Incidents are the platform's own. */
  @Override
  public SellerId seller() {
    return SellerId.PLATFORM;
  }
}
