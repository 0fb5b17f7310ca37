package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.incidents.IncidentId;

/** Networks that incidents have shut out. Works in the caller's transaction. */
public interface BlockedNetworks {

  /** Those that are shut out now, the oldest first. */
  List<Blocked> now();

  void add(Blocked fresh);

  /**
   * Lets a network in again.
   *
   * @return false if it was not shut out
   */
  boolean lift(UUID id, UUID by, Instant at);

  /** One range. */
  record Blocked(UUID id, IncidentId incident, Cidr range, UUID by, Instant at) {}
}
