package org.lockkeeper.incidents;

import java.util.UUID;

/** One incident. */
public record IncidentId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is no UUID
   */
  public static IncidentId of(String text) {
    return new IncidentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
