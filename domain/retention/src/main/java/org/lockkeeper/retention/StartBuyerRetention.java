package org.lockkeeper.retention;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Gives an order's buyer the date at which they must be gone. The first comes with the order
 * itself, so that "no event" never means "keep for ever"; a delivery replaces it.
 */
@UseCase
public class StartBuyerRetention {

  private final BuyerRetentions retentions;
  private final ChannelSpans spans;
  private final RetentionSchedule schedule;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public StartBuyerRetention(
      BuyerRetentions retentions,
      ChannelSpans spans,
      RetentionSchedule schedule,
      DomainEvents events,
      Clock clock) {
    this.retentions = retentions;
    this.spans = spans;
    this.schedule = schedule;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Counts from {@code anchor} at {@code anchoredAt}, unless a better-founded anchor holds already
   * or the data is gone. A date that has come stays: who is to be forgotten is not kept by a
   * delivery that is told afterwards. An instant in the future counts as now: nobody can push the
   * date out by reporting a delivery that is still to come.
   */
  public void from(SellerId seller, OrderId order, Anchor anchor, Instant anchoredAt) {
    Optional<BuyerRetention> known = retentions.find(seller, order);
    Instant now = clock.instant();
    if (known.isPresent() && (known.get().isDue(now) || !known.get().yieldsTo(anchor))) {
      return;
    }
    Instant start = anchoredAt.isAfter(now) ? now : anchoredAt;
    RetentionRule rule =
        spans
            .of(seller)
            .map(chosen -> schedule.rule(anchor, chosen.span()))
            .orElseGet(() -> schedule.rule(anchor));
    BuyerRetention next = BuyerRetention.from(seller, order, rule, start, schedule.edition());
    retentions.save(next);
    events.announce(new RetentionStarted(seller, order, anchor, next.endsAt(), rule.source(), now));
  }

  /** The buyer is to be forgotten at once: the date becomes now, whatever it was. */
  public void endNow(SellerId seller, OrderId order) {
    Instant now = clock.instant();
    retentions
        .find(seller, order)
        .filter(known -> known.endedAt().isEmpty() && known.endsAt().isAfter(now))
        .ifPresent(
            known ->
                retentions.save(
                    new BuyerRetention(
                        seller,
                        order,
                        known.anchor(),
                        known.anchoredAt(),
                        now,
                        known.edition(),
                        Optional.empty())));
  }
}
