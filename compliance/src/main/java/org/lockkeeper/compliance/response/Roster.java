package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who is to be reached at any hour. Works in the caller's transaction. */
public interface Roster {

  /** The ones who are named now. */
  Optional<Named> newest();

  /** Names them. */
  void name(Named fresh);

  /** The named contact and deputy, two different people. */
  record Named(UUID id, UUID contact, UUID deputy, UUID namedBy, Instant namedAt) {}
}
