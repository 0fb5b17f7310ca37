package org.lockkeeper.compliance.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.Grounds;

/**
 * One admin's wish to begin a new epoch of the audit log, and what another says to it. It ends by
 * itself a day after it was made.
 *
 * @param reason what happened, in 10 to 300 characters; shown to admins, not written to the log
 * @param ticket where more is said
 * @param decider who decided; the requester may take it back and not agree to it
 */
public record EpochWish(
    UUID id,
    UUID requester,
    String reason,
    String ticket,
    State state,
    Instant proposedAt,
    Instant stateAt,
    Optional<UUID> decider) {

  /** How long a wish waits for an answer. */
  public static final Duration PATIENCE = Duration.ofDays(1);

  /** How far it is. */
  public enum State {
    PROPOSED,
    CONFIRMED,
    REFUSED
  }

  /**
   * A new wish.
   *
   * @throws IllegalArgumentException unless {@link Grounds#given}
   */
  static EpochWish proposed(UUID id, UUID requester, String reason, String ticket, Instant now) {
    if (!Grounds.given(reason, ticket)) {
      throw new IllegalArgumentException("a wish needs a reason and a ticket");
    }
    return new EpochWish(
        id, requester, reason.strip(), ticket.strip(), State.PROPOSED, now, now, Optional.empty());
  }

  /** Whether somebody can still decide. */
  public boolean openAt(Instant now) {
    return state == State.PROPOSED && now.isBefore(proposedAt.plus(PATIENCE));
  }

  /** Another admin agrees; empty if it is one's own wish, too late, or decided. */
  Optional<EpochWish> confirmed(UUID who, Instant now) {
    return openAt(now) && !who.equals(requester)
        ? Optional.of(decided(State.CONFIRMED, who, now))
        : Optional.empty();
  }

  /** An admin says no, or the requester takes it back; empty if it is over. */
  Optional<EpochWish> refused(UUID who, Instant now) {
    return openAt(now) ? Optional.of(decided(State.REFUSED, who, now)) : Optional.empty();
  }

  private EpochWish decided(State to, UUID who, Instant now) {
    return new EpochWish(id, requester, reason, ticket, to, proposedAt, now, Optional.of(who));
  }
}
