package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** What sellers chose in place of the longest span. Works in the caller's transaction. */
public interface ChannelSpans {

  /** The choice of a seller; empty if there never was one. */
  Optional<ChannelSpan> of(SellerId seller);

  /** Adds or replaces the choice of a seller. */
  void save(ChannelSpan span);

  /** What dates of these spans would do to the seller's orders; changes nothing. */
  Effect effect(SellerId seller, Map<Anchor, Duration> keep, Instant now);

  /**
   * Brings dates that are later than these spans allow forward to them; none is ever put off.
   *
   * @param limit the most orders to change, 1 to 1000
   * @return the orders with their new dates; fewer than {@code limit} if these were the last
   */
  List<Shortened> shorten(SellerId seller, Map<Anchor, Duration> keep, int limit);

  /** Sellers with a shorter span than this, ids only, at most so many. */
  List<SellerId> shorterThan(Duration span, int limit);

  /** An order whose date was brought forward. */
  record Shortened(OrderId order, Anchor anchor, Instant endsAt) {}

  /**
   * What a change would do.
   *
   * @param shortened orders whose date would be brought forward
   * @param atOnce those of them whose buyer would go with the next run
   * @param within7 those that would go within 7 days, the former included
   * @param within30 those that would go within 30 days, the former included
   * @param oldest the earliest anchor among those that would go at once
   */
  record Effect(
      long shortened, long atOnce, long within7, long within30, Optional<Instant> oldest) {}
}
