package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One step of the containment.
 *
 * @param note what was done, or why it is not needed; without personal data
 */
public record ChecklistItem(
    ContainmentStep step,
    State state,
    Optional<UUID> by,
    Optional<Instant> at,
    Optional<String> note) {

  /** Where it stands. */
  public enum State {
    OPEN,
    DONE,
    NOT_NEEDED
  }

  static ChecklistItem open(ContainmentStep step) {
    return new ChecklistItem(
        step, State.OPEN, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
