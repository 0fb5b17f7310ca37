package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.UUID;

/** Why it happened. */
public record RootCause(Category category, String text, UUID by, Instant at) {

  /** What kind of cause. Stored by its name. */
  public enum Category {
    PERSON,
    PROCESS,
    SOFTWARE,
    SUPPLIER,
    ATTACK,
    FALSE_ALARM
  }
}
