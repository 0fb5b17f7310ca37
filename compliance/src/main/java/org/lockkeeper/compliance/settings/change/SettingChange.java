package org.lockkeeper.compliance.settings.change;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.settings.Setting;

/**
 * A change that somebody proposes.
 *
 * @param was what held when it was proposed; empty for what the policy says
 * @param chosen what shall hold; empty for what the policy says
 */
public record SettingChange(
    UUID id,
    Setting setting,
    Optional<String> was,
    Optional<String> chosen,
    String why,
    UUID proposedBy,
    Instant proposedAt,
    State state,
    Optional<UUID> decidedBy,
    Optional<Instant> decidedAt) {

  /** What became of it. Stored by its name. */
  public enum State {
    PROPOSED,
    /** Agreed to; a later one of the same setting takes its place. */
    IN_FORCE,
    REFUSED,
    WITHDRAWN
  }
}
