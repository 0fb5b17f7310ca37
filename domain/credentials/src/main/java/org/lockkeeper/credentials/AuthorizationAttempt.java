package org.lockkeeper.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * One way of a seller to a platform's consent page and back. Good once, for ten minutes, in the
 * browser session in which it began.
 *
 * @param stateDigest SHA-256 of the state, as hexadecimal digits; the state itself is not kept
 * @param session a digest of a value that only this browser session has
 * @param answer what the seller said to the platform's question
 * @param renewing the connection that is authorised again; empty for a new one
 * @param until the first instant at which it is no good
 * @param usedAt when something came back for it, whatever it was
 */
public record AuthorizationAttempt(
    SellerId seller,
    String stateDigest,
    String session,
    Platform platform,
    String answer,
    Optional<ConnectionId> renewing,
    Instant begunAt,
    Instant until,
    Optional<Instant> usedAt) {

  /** How long a seller may take at the platform. */
  public static final Duration SPAN = Duration.ofMinutes(10);

  AuthorizationAttempt used(Instant at) {
    return new AuthorizationAttempt(
        seller, stateDigest, session, platform, answer, renewing, begunAt, until, Optional.of(at));
  }
}
