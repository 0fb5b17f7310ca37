package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A questionnaire that somebody asked us to answer; the case closes when the reply is late.
 *
 * @param askedBy which platform
 * @param reference by which the other side knows it; no personal data
 * @param dueOn the last day for the reply
 * @param pack the number of the pack with which it was answered
 */
public record Questionnaire(
    UUID id,
    AskedBy askedBy,
    String reference,
    LocalDate askedOn,
    LocalDate dueOn,
    UUID enteredBy,
    Instant enteredAt,
    Optional<LocalDate> answeredOn,
    Optional<Integer> pack) {

  /** Who asks. */
  public enum AskedBy {
    AMAZON,
    SHOPIFY,
    TIKTOK_SHOP,
    OTHER
  }

  /** Whether the reply should have been sent. */
  public boolean late(LocalDate today) {
    return answeredOn.isEmpty() && today.isAfter(dueOn);
  }
}
