package org.lockkeeper.compliance.response;

import java.net.URI;
import org.lockkeeper.incidents.IncidentId;

/** Where an incident is worked on. */
@FunctionalInterface
public interface RoomAddress {

  /** The page of that incident. */
  URI of(IncidentId incident);
}
