package org.lockkeeper.incidents;

import java.time.Duration;
import java.util.Optional;

/**
 * A moment of the clock at which people are written to, each once.
 *
 * @param key names it within the incident
 * @param party whose duty was missed, if that is what it tells
 * @param everybody whether all in charge are written to, and not only who has it in hand
 */
public record Mark(
    String key, Reason reason, Duration at, Optional<Party> party, boolean everybody) {

  /** What it tells. */
  public enum Reason {
    /** It has been reported. */
    REPORTED,
    /** A duty is open. */
    REMINDER,
    /** Nobody has taken it. */
    UNCLAIMED,
    /** What was not ruled out counts as reportable from now on. */
    REPORTABLE,
    /** A duty was not met in time. */
    MISSED
  }
}
