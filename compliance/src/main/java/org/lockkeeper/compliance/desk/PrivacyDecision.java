package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * What the desk said to a buyer's wish to know what is held of them. The latest holds; none is
 * changed. The seller, who answers to the buyer, stays free to send the answer.
 *
 * @param request the wish
 * @param ground why it was denied; with a denial only
 */
public record PrivacyDecision(
    SellerId seller,
    UUID id,
    UUID request,
    Kind kind,
    Optional<Ground> ground,
    UUID by,
    Instant at) {

  /** What was said. */
  public enum Kind {
    /** It may be answered: the seller is told to send the answer. */
    APPROVED,
    /** The seller has to ask the buyer something first. */
    ASKED,
    /** It is not to be answered. */
    DENIED
  }

  /** Why a wish may be denied (GDPR articles 11, 12 and 15; CCPA section 1798.145). */
  public enum Ground {
    /** Whoever asks did not show to be the buyer. */
    NOT_IDENTIFIED,
    /** The same was answered a short time ago. */
    REPEATED,
    /** Nothing of this buyer is held any more. */
    NOTHING_HELD,
    /** The answer would tell of somebody else. */
    OTHERS_CONCERNED
  }

  /**
   * @throws IllegalArgumentException unless a ground stands with a denial, and with nothing else
   */
  public PrivacyDecision {
    if ((kind == Kind.DENIED) != ground.isPresent()) {
      throw new IllegalArgumentException("a denial has a ground, and nothing else has");
    }
  }
}
