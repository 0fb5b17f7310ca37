package org.lockkeeper.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;

/** The buyer of every test, so that a leak is easy to search for. */
public final class Ada {

  public static final ChannelName SHOP = new ChannelName("shopify");

  public static final RecipientDetails LOVELACE =
      new RecipientDetails(
          "Ada Lovelace",
          Optional.empty(),
          List.of("1234 Analytical Way"),
          Optional.of("Boise"),
          Optional.of("ID"),
          Optional.of("83702"),
          "US",
          Optional.of("+12085550123"),
          Optional.of("ada.lovelace@example.com"));

  /** Words of which none may appear where nothing of her may. */
  public static final List<String> WORDS =
      List.of("Ada", "Lovelace", "Analytical", "Boise", "83702", "2085550123", "example.com");

  private Ada() {}

  /** What she ordered, as the channel tells it. */
  public static ChannelOrder order(String number, Instant version) {
    return order(number, version, ChannelOrder.Standing.OPEN, Optional.of(LOVELACE));
  }

  public static ChannelOrder order(
      String number,
      Instant version,
      ChannelOrder.Standing standing,
      Optional<RecipientDetails> recipient) {
    return new ChannelOrder(
        new ChannelOrderId(SHOP, number),
        "#" + number,
        OrderBuilder.NOON,
        version,
        standing,
        ShippingSpeed.STANDARD,
        List.of(new OrderLine("l1", "MUG-RED", "Mug", 2), new OrderLine("l2", "TEA", "Tea", 1)),
        recipient);
  }

  /** What she ordered and wants cancelled again. */
  public static ChannelOrder unwanted(String number, Instant version, Instant answerBy) {
    ChannelOrder order = order(number, version);
    return new ChannelOrder(
        order.id(),
        order.label(),
        order.placedAt(),
        order.version(),
        order.standing(),
        order.speed(),
        order.lines(),
        order.recipient(),
        Optional.of(new ChannelOrder.CancelRequest(Optional.of(answerBy))));
  }
}
