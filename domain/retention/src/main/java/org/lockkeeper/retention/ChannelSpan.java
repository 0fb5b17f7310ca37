package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * How long one seller has buyers kept after their delivery: never longer than the policy allows.
 *
 * @param span in force; whole days
 * @param since when it came into force
 * @param appliedAt when the dates of all orders of before had followed it
 * @param proposal what somebody has asked for and not confirmed
 */
public record ChannelSpan(
    SellerId seller,
    Duration span,
    Instant since,
    Optional<Instant> appliedAt,
    Optional<Proposal> proposal) {

  /** How long a proposal can be confirmed: figures that were read long ago are read again. */
  static final Duration PATIENCE = Duration.ofHours(1);

  /**
   * A change that was looked at and not made yet.
   *
   * @param by who asked for it, and alone may confirm it
   */
  public record Proposal(Duration span, UUID by, Instant at) {

    /** Whether this person may confirm this span at this instant. */
    boolean mayConfirm(Duration wanted, UUID person, Instant now) {
      return span.equals(wanted) && by.equals(person) && now.isBefore(at.plus(PATIENCE));
    }
  }

  ChannelSpan proposing(Optional<Proposal> next) {
    return new ChannelSpan(seller, span, since, appliedAt, next);
  }
}
