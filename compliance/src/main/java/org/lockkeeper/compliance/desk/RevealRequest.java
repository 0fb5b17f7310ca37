package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * A person's wish to see more fields than the day's budget has.
 *
 * @param home the organisation that the person belongs to
 * @param worksFor the seller whose buyers it is about
 * @param more how many fields it adds, if it is granted
 * @param endsAt until when it can be granted and used
 */
public record RevealRequest(
    SellerId home,
    UUID id,
    UUID account,
    SellerId worksFor,
    RevealReason reason,
    String ticket,
    Instant askedAt,
    int more,
    Instant endsAt,
    Optional<Decision> decision) {

  /** What another person said. */
  public record Decision(UUID by, Instant at, boolean granted) {}
}
