package org.lockkeeper.sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The search words of {@code orders(query:)}: {@code updated_at}, {@code created_at}, {@code
 * processed_at} with {@code < <= > >=}, {@code name}, {@code id}, {@code fulfillment_status},
 * {@code status}; all of them must hold. Words that nobody knows are let be, as Shopify does.
 */
final class OrderSearch {

  private static final Pattern TERM =
      Pattern.compile("(\\w+):\\s*(>=|<=|>|<)?\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\S+))");

  private final List<Predicate<ShopOrder>> terms = new ArrayList<>();

  private OrderSearch() {}

  static OrderSearch of(@Nullable String query) {
    OrderSearch search = new OrderSearch();
    if (query != null) {
      Matcher term = TERM.matcher(query);
      while (term.find()) {
        String value = "";
        for (int group = 3; group <= 5; group++) {
          String found = term.group(group);
          if (found != null) {
            value = found;
          }
        }
        String comparison = term.group(2);
        search.add(term.group(1), comparison == null ? "" : comparison, value);
      }
    }
    return search;
  }

  boolean matches(ShopOrder order) {
    return terms.stream().allMatch(term -> term.test(order));
  }

  static Comparator<ShopOrder> by(@Nullable String sortKey) {
    Comparator<ShopOrder> byId = Comparator.comparingLong(ShopOrder::id);
    return switch (sortKey == null ? "PROCESSED_AT" : sortKey) {
      case "UPDATED_AT" -> Comparator.comparing(ShopOrder::updatedAt).thenComparing(byId);
      case "ID" -> byId;
      case "ORDER_NUMBER" -> Comparator.comparingInt(ShopOrder::number).thenComparing(byId);
      default -> Comparator.comparing(ShopOrder::createdAt).thenComparing(byId);
    };
  }

  private void add(String word, String comparison, String value) {
    switch (word.toLowerCase(Locale.ROOT)) {
      case "updated_at" ->
          terms.add(order -> holds(second(order.updatedAt()), comparison, time(value)));
      case "created_at", "processed_at" ->
          terms.add(order -> holds(second(order.createdAt()), comparison, time(value)));
      case "name" ->
          terms.add(order -> order.name().equals(value) || order.name().equals("#" + value));
      case "id" -> terms.add(order -> holds(Long.toString(order.id()), comparison, value));
      case "fulfillment_status" ->
          terms.add(order -> fulfillment(order, value.toLowerCase(Locale.ROOT)));
      case "status" ->
          terms.add(
              order ->
                  switch (value.toLowerCase(Locale.ROOT)) {
                    case "cancelled" -> order.isCancelled();
                    case "open", "not_closed" -> !order.isCancelled();
                    default -> true;
                  });
      default -> {
        // AND, and words that nobody knows
      }
    }
  }

  private static boolean fulfillment(ShopOrder order, String value) {
    return switch (value) {
      case "unfulfilled" -> order.displayFulfillmentStatus().equals("UNFULFILLED");
      case "partial" -> order.displayFulfillmentStatus().equals("PARTIALLY_FULFILLED");
      case "shipped", "fulfilled" -> order.displayFulfillmentStatus().equals("FULFILLED");
      case "unshipped" -> !order.displayFulfillmentStatus().equals("FULFILLED");
      default -> true;
    };
  }

  private static <T extends Comparable<T>> boolean holds(
      T actual, String comparison, @Nullable T wanted) {
    if (wanted == null) {
      return true;
    }
    int order = actual.compareTo(wanted);
    return switch (comparison) {
      case ">=" -> order >= 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      case "<" -> order < 0;
      default -> order == 0;
    };
  }

  private static Instant second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      try {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException neither) {
        return null;
      }
    }
  }
}
