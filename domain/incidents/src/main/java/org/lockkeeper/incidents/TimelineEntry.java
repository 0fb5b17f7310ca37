package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of what happened. Never changed.
 *
 * @param at when, by the product's clock
 * @param actor who, as in the audit log
 * @param word what, such as {@code phase.contained}; {@code note} for what a person wrote
 * @param note a person's words, without personal data
 * @param facts ids, names of lists and counts
 */
public record TimelineEntry(
    Instant at, String actor, String word, Optional<String> note, Map<String, String> facts) {

  public TimelineEntry {
    facts = Map.copyOf(facts);
  }

  /** The facts in the order of their names. */
  public Map<String, String> orderedFacts() {
    return new TreeMap<>(facts);
  }
}
