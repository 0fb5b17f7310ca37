package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * A suspected incident, as somebody reported it. It is never changed: the clock of what must be
 * told to others counts from {@code detectedAt}.
 *
 * @param concerns the seller it is about, if it is about one
 * @param what in the reporter's words, looked through for personal data and secrets
 * @param noticedAt when the reporter says that it was noticed
 * @param detectedAt when the product was told, by its own clock
 */
public record Suspicion(
    UUID id,
    UUID reportedBy,
    Optional<SellerId> concerns,
    Kind kind,
    String what,
    Instant noticedAt,
    Instant detectedAt) {

  /** What it looks like. Stored by its name. */
  public enum Kind {
    WRONG_PERSON_SAW,
    STRANGE_QUESTION,
    STOLEN_DEVICE,
    SHARED_LOGIN,
    DATA_SENT_OUT,
    STRANGE_BEHAVIOUR,
    OTHER
  }
}
