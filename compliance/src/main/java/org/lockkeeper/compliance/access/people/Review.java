package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * A review of who has access to what, over a picture that no longer moves.
 *
 * @param dueAt the first instant at which what is undecided is removed
 * @param jws the signed result; with it the key that signed, as a JWK
 */
public record Review(
    UUID id,
    UUID openedBy,
    Instant openedAt,
    Instant dueAt,
    Optional<Instant> closedAt,
    Optional<String> jws,
    Optional<String> jwk) {

  /** What a line is about. */
  public enum Kind {
    ACCOUNT,
    ASSIGNMENT,
    SERVICE
  }

  /** What was decided. */
  public enum Decision {
    KEEP,
    REMOVE,
    /** Nobody decided in time: removed. */
    LAPSED,
    /** Nobody decided in time, and nobody else could let people in: kept, and told. */
    SPARED;

    /** Whether the access goes. */
    public boolean removes() {
      return this == REMOVE || this == LAPSED;
    }
  }

  /**
   * One line of the picture.
   *
   * @param subject the account, assignment or service account
   * @param person whose it is, or who answers for it: an account of ours
   * @param seller of an assignment
   * @param what the role, or the label of a service account
   */
  public record Item(
      UUID id,
      UUID review,
      Kind kind,
      UUID subject,
      Optional<UUID> person,
      Optional<SellerId> seller,
      String what,
      Instant since,
      Optional<Instant> lastUsedAt,
      Optional<Instant> endsAt,
      Optional<Decision> decision,
      String reason,
      Optional<UUID> decidedBy,
      Optional<Instant> decidedAt,
      Optional<Instant> carriedOutAt) {}
}
