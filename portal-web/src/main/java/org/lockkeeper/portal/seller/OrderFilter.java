package org.lockkeeper.portal.seller;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderBoard.Sort;
import org.lockkeeper.orders.OrderBoard.Status;

/**
 * Which orders a list shows, as it stands in the page's address: words and numbers of ours only.
 * What a person types is not part of it.
 *
 * @param statuses any of these; all if empty
 * @param stuck only those that stand still
 * @param stripped only those whose buyer is gone, or only those whose is not
 * @param hours received within so many hours
 * @param descending the newest, or the last of the alphabet, first
 */
public record OrderFilter(
    Set<Status> statuses,
    Optional<ChannelName> channel,
    boolean stuck,
    Optional<ExceptionClass> cause,
    Optional<Boolean> stripped,
    Optional<Integer> hours,
    Sort sort,
    boolean descending) {

  /** Everything, the newest first. */
  public static final OrderFilter ALL =
      new OrderFilter(
          Set.of(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Sort.RECEIVED,
          true);

  private static final String PATH = "/seller/orders";
  private static final int MOST_HOURS = 24 * 366;

  public OrderFilter {
    statuses =
        statuses.isEmpty()
            ? Set.of()
            : java.util.Collections.unmodifiableSet(EnumSet.copyOf(statuses));
  }

  /**
   * Reads the parameters of an address; others are of no concern.
   *
   * @return empty if one of them has a value that no page of ours writes
   */
  public static Optional<OrderFilter> from(Map<String, String[]> parameters) {
    try {
      Set<Status> statuses = EnumSet.noneOf(Status.class);
      for (String word : parameters.getOrDefault("status", new String[0])) {
        statuses.add(constant(Status.class, word));
      }
      return Optional.of(
          new OrderFilter(
              statuses,
              one(parameters, "channel").map(ChannelName::new),
              one(parameters, "stuck").map(word -> yes(word, "yes")).orElse(false),
              one(parameters, "cause").map(word -> constant(ExceptionClass.class, word)),
              one(parameters, "buyer").map(word -> oneOf(word, "stripped", "kept")),
              one(parameters, "hours").map(OrderFilter::hours),
              one(parameters, "sort").map(word -> constant(Sort.class, word)).orElse(Sort.RECEIVED),
              one(parameters, "order").map(word -> oneOf(word, "desc", "asc")).orElse(true)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> one(Map<String, String[]> parameters, String name) {
    String[] values = parameters.getOrDefault(name, new String[0]);
    if (values.length > 1) {
      throw new IllegalArgumentException("given twice");
    }
    return Arrays.stream(values).findFirst();
  }

  private static boolean yes(String word, String expected) {
    if (!word.equals(expected)) {
      throw new IllegalArgumentException("not a word of ours");
    }
    return true;
  }

  private static boolean oneOf(String word, String yes, String no) {
    return word.equals(yes) || !yes(word, no);
  }

  private static int hours(String word) {
    int hours = word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : 0;
    if (hours < 1 || hours > MOST_HOURS) {
      throw new IllegalArgumentException("not a number of hours");
    }
    return hours;
  }

  /** Addresses write constants in lower case with hyphens. */
  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    for (E each : type.getEnumConstants()) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("not a word of ours");
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The filter of the board, with what was typed. */
  public OrderBoard.Filter board(Optional<String> text, Clock clock) {
    return new OrderBoard.Filter(
        text,
        statuses,
        channel,
        stuck || cause.isPresent(),
        cause,
        stripped,
        hours.map(h -> clock.instant().minus(Duration.ofHours(h))));
  }

  /** The page with this filter. */
  public String path() {
    List<String> parts = new ArrayList<>();
    statuses.forEach(status -> parts.add("status=" + word(status)));
    channel.ifPresent(name -> parts.add("channel=" + name));
    if (stuck) {
      parts.add("stuck=yes");
    }
    cause.ifPresent(why -> parts.add("cause=" + word(why)));
    stripped.ifPresent(gone -> parts.add("buyer=" + (gone ? "stripped" : "kept")));
    hours.ifPresent(h -> parts.add("hours=" + h));
    if (sort != Sort.RECEIVED) {
      parts.add("sort=" + word(sort));
    }
    if (!descending) {
      parts.add("order=asc");
    }
    return parts.isEmpty() ? PATH : PATH + "?" + String.join("&", parts);
  }

  /** Whether anything is left out. */
  public boolean narrows() {
    return !statuses.isEmpty()
        || channel.isPresent()
        || stuck
        || cause.isPresent()
        || stripped.isPresent()
        || hours.isPresent();
  }

  OrderFilter withStatuses(Set<Status> only) {
    return new OrderFilter(only, channel, stuck, cause, stripped, hours, sort, descending);
  }

  OrderFilter onChannel(Optional<ChannelName> only) {
    return new OrderFilter(statuses, only, stuck, cause, stripped, hours, sort, descending);
  }

  OrderFilter stuckOnly() {
    return new OrderFilter(
        statuses, channel, true, Optional.empty(), stripped, hours, sort, descending);
  }

  OrderFilter stuckBy(Optional<ExceptionClass> only) {
    return new OrderFilter(
        statuses, channel, only.isPresent(), only, stripped, hours, sort, descending);
  }

  OrderFilter withBuyer(boolean gone) {
    return new OrderFilter(
        statuses, channel, stuck, cause, Optional.of(gone), hours, sort, descending);
  }

  OrderFilter withAnyBuyer() {
    return new OrderFilter(
        statuses, channel, stuck, cause, Optional.empty(), hours, sort, descending);
  }

  OrderFilter since(int lastHours) {
    return new OrderFilter(
        statuses, channel, stuck, cause, stripped, Optional.of(lastHours), sort, descending);
  }

  OrderFilter everSince() {
    return new OrderFilter(
        statuses, channel, stuck, cause, stripped, Optional.empty(), sort, descending);
  }

  OrderFilter oldestFirst() {
    return new OrderFilter(statuses, channel, stuck, cause, stripped, hours, Sort.RECEIVED, false);
  }
}
