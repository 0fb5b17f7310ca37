package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * One browser of one person from signing in to its end. Its id is new at each level
 * and at each confirmation; the browser never sees it.
 *
 * @param secondFactorAt when the person last showed a second factor in this session
 * @param network the address that it began from
 * @param agent the browser and the system, in words; empty text if they are not known
 */
public record Session(
    UUID id,
    SellerId seller,
    UUID account,
    Level level,
    Instant startedAt,
    Instant seenAt,
    Optional<Instant> secondFactorAt,
    String network,
    String agent) {

  /** How far the person has come. */
  public enum Level {
    /** The first factor alone: may show the second one, set it up, or leave. */
    PASSWORD,
    /** Signed in. */
    FULL
  }
}
