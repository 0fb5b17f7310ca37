package org.lockkeeper.retention;

import java.util.UUID;

/** Names one deletion case; unique over all sellers. */
public record DeletionCaseId(UUID value) {

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException if the text is no UUID
   */
  public static DeletionCaseId of(String text) {
    return new DeletionCaseId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
