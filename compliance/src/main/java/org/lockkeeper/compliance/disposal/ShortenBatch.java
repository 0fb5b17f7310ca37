package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.encryption.SealedRecipients;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.retention.ChangeSpan;
import org.lockkeeper.retention.ChannelSpan;
import org.lockkeeper.retention.ChannelSpans;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Brings some dates forward in one transaction, and moves the keys of those orders into the cohort
 * of their new week. Orders that are due by now keep their key where it is: the next run strips
 * them.
 */
@UseCase
public class ShortenBatch {

  private static final Actor ACTOR = new Actor.Task("apply-span");

  private final ChannelSpans spans;
  private final RetentionSchedule schedule;
  private final SealedRecipients recipients;
  private final KeyCare keys;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  ShortenBatch(
      ChannelSpans spans,
      RetentionSchedule schedule,
      SealedRecipients recipients,
      KeyCare keys,
      AuditTrail audit,
      Clock clock) {
    this.spans = spans;
    this.schedule = schedule;
    this.recipients = recipients;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Changes at most so many dates.
   *
   * @return how many; fewer than {@code limit} if these were the last
   */
  public int of(SellerId seller, int limit) {
    Optional<ChannelSpan> chosen = spans.of(seller);
    if (chosen.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    List<ChannelSpans.Shortened> changed =
        spans.shorten(seller, ChangeSpan.kept(schedule, chosen.get().span()), limit);
    List<OrderId> later =
        changed.stream()
            .filter(one -> one.endsAt().isAfter(now) && moves(one))
            .map(ChannelSpans.Shortened::order)
            .toList();
    Map<OrderId, Recipient.Sealed> sealed = recipients.of(seller, later);
    for (ChannelSpans.Shortened one : changed) {
      Recipient.Sealed recipient = sealed.get(one.order());
      if (recipient != null) {
        keys.toExpiry(seller, one.order(), recipient, one.endsAt());
      }
      audit.record(
          seller,
          ACTOR,
          "retention.shortened",
          "order:" + one.order(),
          Map.of(
              "ends_at",
              one.endsAt().toString(),
              "anchor",
              one.anchor().name(),
              "days",
              Long.toString(chosen.get().span().toDays())));
    }
    return changed.size();
  }

  /** Whether the key stands in the cohort of its end: only once the end is known for good. */
  private static boolean moves(ChannelSpans.Shortened one) {
    return switch (one.anchor()) {
      case DELIVERED, LOST, RETURNED -> true;
      case RECEIVED, UNFULFILLABLE, SHIPPED, CANCELLED -> false;
    };
  }

  /** Notes that every date follows the choice, if it was made long enough ago. */
  public boolean applied(SellerId seller, Instant now, Duration afterwards) {
    Optional<ChannelSpan> chosen = spans.of(seller);
    if (chosen.isEmpty()) {
      return true;
    }
    ChannelSpan span = chosen.get();
    boolean first = span.appliedAt().isEmpty();
    if (first) {
      spans.save(
          new ChannelSpan(seller, span.span(), span.since(), Optional.of(now), span.proposal()));
    }
    return !now.isBefore(span.since().plus(afterwards));
  }
}
