package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that has to be done before the incident is over.
 *
 * @param owner whose it is
 * @param corrective whether it keeps the like from happening again
 */
public record Task(
    UUID id,
    String what,
    UUID owner,
    Instant due,
    boolean corrective,
    Optional<Instant> doneAt,
    Optional<UUID> doneBy) {

  /** Whether it is still to be done. */
  public boolean open() {
    return doneAt.isEmpty();
  }

  Task done(UUID by, Instant at) {
    return open()
        ? new Task(id, what, owner, due, corrective, Optional.of(at), Optional.of(by))
        : this;
  }
}
