package org.lockkeeper.compliance.followups;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that has to be done.
 *
 * @param source what it comes from, as {@code kind:id}
 * @param what in words of ours, without personal data
 * @param owner whose it is; empty if any admin may take it
 * @param madeBy as in the audit log
 * @param answer what came of it
 */
public record FollowUp(
    UUID id,
    String source,
    Kind kind,
    String what,
    Optional<UUID> owner,
    Instant dueAt,
    String madeBy,
    Instant madeAt,
    Optional<Instant> doneAt,
    Optional<UUID> doneBy,
    Optional<String> answer) {

  /** What it is for. Stored by its name. */
  public enum Kind {
    /** A lesson of a drill. */
    LESSON,
    /** The incident plan has to be looked at. */
    PLAN
  }

  /** Whether it is still to be done. */
  public boolean open() {
    return doneAt.isEmpty();
  }
}
