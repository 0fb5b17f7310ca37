package org.lockkeeper.compliance.plan;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One version of the plan.
 *
 * @param number counts the versions that were in force; empty until then
 * @param why what made it necessary
 * @param writtenBy who wrote on it last; empty if it came with the product
 * @param decidedBy who approved it, another person; empty until then
 * @param sections what it says, whole
 */
public record PlanVersion(
    UUID id,
    Optional<Integer> number,
    State state,
    String why,
    Optional<UUID> writtenBy,
    Instant writtenAt,
    Optional<UUID> decidedBy,
    Optional<Instant> decidedAt,
    Optional<Instant> replacedAt,
    Map<PlanSection, String> sections) {

  /** How far it is. Stored by its name. */
  public enum State {
    /** Is being written. */
    DRAFT,
    /** Waits for another person. */
    PROPOSED,
    IN_FORCE,
    /** Was in force. */
    REPLACED,
    /** Was put away before anybody approved it. */
    DROPPED
  }

  public PlanVersion {
    sections = Map.copyOf(sections);
  }

  /** Tells the text that somebody was shown from a later one. */
  public String mark() {
    return id + "@" + writtenAt;
  }

  /** What a section says. */
  public String text(PlanSection section) {
    return sections.getOrDefault(section, "");
  }
}
