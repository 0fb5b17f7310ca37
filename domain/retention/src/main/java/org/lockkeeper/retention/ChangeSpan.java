package org.lockkeeper.retention;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * A seller's own span, in two steps: somebody proposes one and sees exactly what it does, and the
 * same person confirms it. A shorter span brings the dates of orders forward, those of before too;
 * a longer one, up to the policy's, is for dates that are set from then on: a date that was set is
 * never put off.
 */
@UseCase
public class ChangeSpan {

  /** Brings the dates of orders forward; handled by who may move keys. */
  public static final String APPLY = "apply-span";

  private final ChannelSpans spans;
  private final RetentionSchedule schedule;
  private final Errands errands;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public ChangeSpan(
      ChannelSpans spans,
      RetentionSchedule schedule,
      Errands errands,
      DomainEvents events,
      Clock clock) {
    this.spans = spans;
    this.schedule = schedule;
    this.errands = errands;
    this.events = events;
    this.clock = clock;
  }

  /** The choice of a seller; the policy's longest span if there is none. */
  public ChannelSpan of(SellerId seller) {
    return spans
        .of(seller)
        .orElseGet(
            () ->
                new ChannelSpan(
                    seller,
                    schedule.channelSpan().longest(),
                    Instant.EPOCH,
                    Optional.of(Instant.EPOCH),
                    Optional.empty()));
  }

  /**
   * Asks for a span. Nothing changes before it is confirmed.
   *
   * @return what it would do; empty if a seller may not choose that span
   */
  public Optional<ChannelSpans.Effect> propose(SellerId seller, Duration wanted, UUID person) {
    if (!schedule.channelSpan().allows(wanted)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    ChannelSpans.Effect effect = effect(seller, wanted);
    spans.save(of(seller).proposing(Optional.of(new ChannelSpan.Proposal(wanted, person, now))));
    events.announce(new SpanProposed(seller, person, wanted, effect.atOnce(), now));
    return Optional.of(effect);
  }

  /** What a span would do now. */
  public ChannelSpans.Effect effect(SellerId seller, Duration wanted) {
    return spans.effect(seller, kept(schedule, wanted), clock.instant());
  }

  /** The proposal that this person can still confirm. */
  public Optional<ChannelSpan.Proposal> waiting(SellerId seller, UUID person) {
    Instant now = clock.instant();
    return of(seller).proposal().filter(p -> p.mayConfirm(p.span(), person, now));
  }

  /** Takes a proposal back. */
  public void withdraw(SellerId seller) {
    spans
        .of(seller)
        .filter(known -> known.proposal().isPresent())
        .ifPresent(known -> spans.save(known.proposing(Optional.empty())));
  }

  /**
   * Puts the span in force that this person proposed within the last hour.
   *
   * @return false if there is no such proposal; then nothing has changed
   */
  public boolean confirm(SellerId seller, Duration wanted, UUID person) {
    Instant now = clock.instant();
    ChannelSpan known = of(seller);
    if (known.proposal().filter(p -> p.mayConfirm(wanted, person, now)).isEmpty()) {
      return false;
    }
    ChannelSpans.Effect effect = effect(seller, wanted);
    boolean shorter = wanted.compareTo(known.span()) < 0;
    spans.save(
        new ChannelSpan(
            seller, wanted, now, shorter ? Optional.empty() : Optional.of(now), Optional.empty()));
    events.announce(new SpanChanged(seller, person, known.span(), wanted, effect.atOnce(), now));
    if (shorter) {
      errands.now(new Errand(APPLY, seller, "orders"));
    }
    return true;
  }

  /** How long buyers are kept from each anchor on by a seller who chose this span. */
  public static Map<Anchor, Duration> kept(RetentionSchedule schedule, Duration chosen) {
    Map<Anchor, Duration> kept = new EnumMap<>(Anchor.class);
    for (Anchor anchor : Anchor.values()) {
      kept.put(anchor, schedule.rule(anchor, chosen).keepFor());
    }
    return kept;
  }
}
