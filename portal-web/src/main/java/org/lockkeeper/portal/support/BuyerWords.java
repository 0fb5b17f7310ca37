package org.lockkeeper.portal.support;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderTrouble;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.orders.ShippingSpeed;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * What a buyer may be told of an order: where it is, since when, and what happens next. Says
 * nothing of the buyer, so it can be copied.
 */
public final class BuyerWords {

  private BuyerWords() {}

  /** In one language. */
  public record Told(String language, String tag, List<String> sentences) {}

  static Told of(Order.Snapshot order, Texts texts, Times times) {
    return new Told(
        texts.get("support.tell.language"),
        texts.locale().getLanguage(),
        List.of(where(order, texts, times), next(order, texts, times)));
  }

  private static String where(Order.Snapshot order, Texts texts, Times times) {
    String since = times.day(order.progress().since());
    String label = order.label();
    return switch (order.progress()) {
      case Progress.Received r ->
          texts.with("support.tell.received", label, times.day(order.placedAt()));
      case Progress.Placing p ->
          texts.with("support.tell.received", label, times.day(order.placedAt()));
      case Progress.Routed r -> texts.with("support.tell.routed", label, since);
      case Progress.Shipped s -> shipped(order, since, texts);
      case Progress.Delivered d -> texts.with("support.tell.delivered", label, since);
      case Progress.Cancelled c -> texts.with("support.tell.cancelled", label, since);
      case Progress.Lost l -> texts.with("support.tell.lost", label, since);
      case Progress.Returned r -> texts.with("support.tell.returned", label, since);
      case Progress.Unfollowed u -> texts.with("support.tell.unfollowed", label);
    };
  }

  private static String shipped(Order.Snapshot order, String since, Texts texts) {
    Optional<Parcel> parcel =
        order.parcels().stream()
            .filter(p -> p.tracking().isPresent())
            .filter(p -> p.status() == Parcel.Status.IN_TRANSIT)
            .findFirst();
    return parcel
        .map(
            p ->
                texts.with(
                    "support.tell.shipped-tracking",
                    order.label(),
                    since,
                    p.carrier().orElse(""),
                    p.tracking().orElse("")))
        .orElseGet(() -> texts.with("support.tell.shipped", order.label(), since));
  }

  private static String next(Order.Snapshot order, Texts texts, Times times) {
    if (order.progress().ended()) {
      return texts.get("support.tell.next." + word(order.progress()));
    }
    Optional<OrderTrouble> trouble = order.trouble();
    if (trouble.isPresent()) {
      return trouble(trouble.get(), texts, times);
    }
    Instant from = order.progress().since();
    return switch (order.progress()) {
      case Progress.Shipped s ->
          texts.with("support.tell.next.shipped", times.day(from.plus(travel(order.speed()))));
      case Progress.Routed r ->
          texts.with("support.tell.next.routed", times.day(from.plus(Duration.ofDays(2))));
      case Progress.Received r -> texts.get("support.tell.next.received");
      case Progress.Placing p -> texts.get("support.tell.next.received");
      case Progress.Delivered d -> texts.get("support.tell.next.delivered");
      case Progress.Cancelled c -> texts.get("support.tell.next.cancelled");
      case Progress.Lost l -> texts.get("support.tell.next.lost");
      case Progress.Returned r -> texts.get("support.tell.next.returned");
      case Progress.Unfollowed u -> texts.get("support.tell.next.unfollowed");
    };
  }

  private static String trouble(OrderTrouble trouble, Texts texts, Times times) {
    if (trouble.cause() == ExceptionClass.CANCEL_REQUESTED) {
      return trouble
          .deadline()
          .map(at -> texts.with("support.tell.next.cancel-by", times.exact(at)))
          .orElseGet(() -> texts.get("support.tell.next.cancel"));
    }
    return trouble
        .nextTry()
        .map(at -> texts.with("support.tell.next.again", times.day(at)))
        .orElseGet(
            () ->
                texts.get(
                    trouble.cause().owner() == ExceptionClass.Owner.SELLER
                        ? "support.tell.next.seller"
                        : "support.tell.next.us"));
  }

  /** After so long a parcel of that speed is asked about again. */
  private static Duration travel(ShippingSpeed speed) {
    return switch (speed) {
      case STANDARD -> Duration.ofDays(7);
      case EXPEDITED -> Duration.ofDays(4);
      case PRIORITY -> Duration.ofDays(2);
    };
  }

  private static String word(Progress progress) {
    return progress.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
