package org.lockkeeper.compliance.registers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One line of an entry's history; it is never changed.
 *
 * @param by who; empty if the product itself
 * @param what a word: {@code added}, {@code edited}, {@code file-added}, or that of a {@link Move}
 * @param note what the person said to it
 */
public record Change(
    UUID entry,
    Instant at,
    Optional<UUID> by,
    String what,
    String note,
    List<Difference> differences) {

  /** A field that became something else. */
  public record Difference(String field, String was, String became) {}

  public Change {
    differences = List.copyOf(differences);
  }
}
