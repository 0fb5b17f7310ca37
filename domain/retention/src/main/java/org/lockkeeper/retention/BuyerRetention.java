package org.lockkeeper.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * The date at which one order's buyer must be gone, and why that date. There always is one: it
 * begins with the order and is only ever replaced by a better-founded one.
 *
 * @param anchoredAt the instant from which it is counted
 * @param endsAt the first instant at which the data must go
 * @param edition the policy that it was worked out by
 * @param endedAt when the data went
 */
public record BuyerRetention(
    SellerId seller,
    OrderId order,
    Anchor anchor,
    Instant anchoredAt,
    Instant endsAt,
    LocalDate edition,
    Optional<Instant> endedAt) {

  /** The first date of a new order, or the one that a new anchor gives. */
  static BuyerRetention from(
      SellerId seller, OrderId order, RetentionRule rule, Instant anchoredAt, LocalDate edition) {
    return new BuyerRetention(
        seller,
        order,
        rule.countedFrom(),
        anchoredAt,
        rule.endsAt(anchoredAt),
        edition,
        Optional.empty());
  }

  /** Whether the data must go at {@code now}; the end itself included. */
  public boolean isDue(Instant now) {
    return endedAt.isEmpty() && !now.isBefore(endsAt);
  }

  /** Whether {@code next} is better founded than the present anchor. */
  boolean yieldsTo(Anchor next) {
    return endedAt.isEmpty() && next.compareTo(anchor) > 0;
  }
}
