package org.lockkeeper.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * What is still to be done after a connection was revoked: the token is ended at the platform, the
 * secret is destroyed, and the data is gone by a date.
 *
 * @param deletionDueBy the day by which the seller's data of this connection is deleted
 * @param nextTry when the platform is asked again; empty if it need not be
 */
public record Ending(
    SellerId seller,
    ConnectionId connection,
    Instant revokedAt,
    Instant deletionDueBy,
    Stage stage,
    Optional<Instant> nextTry,
    Optional<Instant> doneAt) {

  /** The time after a revocation by which data is gone; whole days of 24 hours. */
  public static final Duration DELETION_WITHIN = Duration.ofDays(30);

  /** How far it has come. */
  public enum Stage {
    /** The platform has not confirmed yet. */
    ENDING,
    /** The platform has ended the grant; the secret is destroyed. */
    ENDED,
    /** The platform offers no way; the seller removes us there. The secret is destroyed. */
    BY_SELLER
  }

  static Ending of(SellerId seller, ConnectionId connection, Instant revokedAt) {
    return new Ending(
        seller,
        connection,
        revokedAt,
        revokedAt.plus(DELETION_WITHIN),
        Stage.ENDING,
        Optional.empty(),
        Optional.empty());
  }

  Ending triedAgainAt(Instant next) {
    return new Ending(
        seller, connection, revokedAt, deletionDueBy, stage, Optional.of(next), doneAt);
  }

  Ending done(Stage how, Instant at) {
    return new Ending(
        seller, connection, revokedAt, deletionDueBy, how, Optional.empty(), Optional.of(at));
  }
}
