package org.lockkeeper.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** The end dates of all orders. Works in the caller's transaction; sees one seller at a time. */
public interface BuyerRetentions {

  Optional<BuyerRetention> find(SellerId seller, OrderId order);

  /** The dates of several orders; unknown ids are left out. */
  Map<OrderId, BuyerRetention> of(SellerId seller, Collection<OrderId> orders);

  /** Adds or replaces the date of one order. */
  void save(BuyerRetention retention);

  /**
   * Takes orders whose end has come, the longest overdue first, and keeps other nodes from taking
   * them until the transaction ends.
   *
   * @param limit the most to take, 1 to 1000
   */
  List<OrderId> takeDue(SellerId seller, Instant now, int limit);

  /** Notes that the buyers of these orders are gone. */
  void ended(SellerId seller, Collection<OrderId> orders, Instant at);

  /** The sellers that have something due, in no order; ids only. */
  List<SellerId> sellersWithDue(Instant now, int limit);

  /** How many ends fall on each day (UTC) from {@code first} on; counts over all sellers. */
  List<DayCount> forecast(LocalDate first, int days);

  /** How many ends of one seller fall on each day (UTC) from {@code first} on. */
  List<DayCount> forecast(SellerId seller, LocalDate first, int days);

  /** How many ends have come and are not done; a count over all sellers. */
  long backlog(Instant now);

  /** A count for one day. */
  record DayCount(LocalDate day, long count) {}
}
