package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * A wish of one of ours to work for a seller, and what became of it.
 *
 * @param wanted the seller, as the person names it: who asks sees no list of sellers
 * @param endsAt until when
 * @param seller which it was, as another person decided
 */
public record AccessRequest(
    UUID id,
    UUID requester,
    String wanted,
    String reason,
    Instant endsAt,
    Instant askedAt,
    State state,
    Optional<SellerId> seller,
    Optional<UUID> decider,
    Optional<Instant> decidedAt) {

  /** How far it is. */
  public enum State {
    ASKED,
    /** Another person said yes; the grant follows at once. */
    APPROVED,
    GRANTED,
    REFUSED,
    WITHDRAWN,
    /** It was approved and could not be granted: the person works there already, or is gone. */
    FAILED
  }
}
