package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.UUID;

/**
 * What was learned, written when it is over. Every field is required.
 *
 * @param impact who and what was concerned
 * @param remediation what was done
 * @param lessons what went well, and what did not
 * @param planChange what changes in the incident plan, or why nothing does
 */
public record Review(
    String impact, String remediation, String lessons, String planChange, UUID by, Instant at) {

  /**
   * @throws IllegalArgumentException if a field is empty
   */
  public Review {
    if (impact.isBlank() || remediation.isBlank() || lessons.isBlank() || planChange.isBlank()) {
      throw new IllegalArgumentException("a review leaves nothing out");
    }
  }
}
