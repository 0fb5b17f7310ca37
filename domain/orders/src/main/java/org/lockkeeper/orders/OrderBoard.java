package org.lockkeeper.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Reads for lists and tiles, for one seller; made for any number of rows. */
public interface OrderBoard {

  /** Where an order stands, in the words of the screens. */
  enum Status {
    RECEIVED,
    ROUTED,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    LOST,
    RETURNED,
    UNFOLLOWED
  }

  /** By what a list is sorted. */
  enum Sort {
    PLACED,
    RECEIVED,
    LABEL
  }

  /**
   * Which orders; every part that is given must hold.
   *
   * @param text begins the order's label or number, or a tracking number; no personal data
   * @param troubled only those that stand still
   * @param stripped only those whose buyer is gone, or only those whose is not
   */
  record Filter(
      Optional<String> text,
      Set<Status> statuses,
      Optional<ChannelName> channel,
      boolean troubled,
      Optional<ExceptionClass> cause,
      Optional<Boolean> stripped,
      Optional<Instant> receivedFrom) {

    /** Everything. */
    public static final Filter ALL =
        new Filter(
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** One page of the list. */
  List<Order.Snapshot> page(
      SellerId seller, Filter filter, Sort sort, boolean descending, long offset, int limit);

  /** How many there are. */
  long count(SellerId seller, Filter filter);

  /** The figures of the first page a seller sees. */
  record Today(
      long receivedLastDay,
      long routedLastDay,
      long waiting,
      long troubled,
      Map<ExceptionClass, Long> byCause,
      long late,
      long underWay) {}

  /**
   * Works the figures out.
   *
   * @param lateAfter an order that was received longer ago than this and has not left is late
   */
  Today today(SellerId seller, Instant now, Duration lateAfter);

  /** The orders of one seller with these ids, in no order. */
  List<Order.Snapshot> withIds(SellerId seller, Set<OrderId> ids);

  /** How many orders were received in each hour from {@code from} on, oldest first. */
  List<HourCount> perHour(SellerId seller, Instant from, int hours);

  /** A count for the hour that begins at {@code hour}. */
  record HourCount(Instant hour, long count) {}
}
