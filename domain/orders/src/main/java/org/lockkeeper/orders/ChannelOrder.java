package org.lockkeeper.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.PersonalData;

/**
 * An order as its channel tells it, read through an allowlist of fields. Holds the recipient in
 * clear, so it lives on the stack only and does not print itself.
 *
 * @param label what people call it, such as {@code #1001}
 * @param version when the channel last changed it; a later one wins
 * @param lines what is still to be shipped
 * @param recipient empty if the channel withholds or masks it
 * @param cancelRequest the buyer's wish to cancel, while the channel waits for our answer
 */
@PersonalData
public record ChannelOrder(
    ChannelOrderId id,
    String label,
    Instant placedAt,
    Instant version,
    Standing standing,
    ShippingSpeed speed,
    List<OrderLine> lines,
    Optional<RecipientDetails> recipient,
    Optional<CancelRequest> cancelRequest) {

  /**
   * A buyer's wish to cancel.
   *
   * @param answerBy when the channel decides by itself, where it says so
   */
  public record CancelRequest(Optional<Instant> answerBy) {}

  /** What the channel wants done with the order. */
  public enum Standing {
    /** Ship it. */
    OPEN,
    /** Not yet: the channel holds it back. */
    HELD,
    /** The channel ships it with labels of its own, so it cannot leave from Amazon's stock. */
    CHANNEL_SHIPS,
    /** Do not ship it any more. */
    CANCELLED,
    /** Nothing is left for us to ship. */
    NOTHING_TO_SHIP
  }

  public ChannelOrder {
    lines = List.copyOf(lines);
  }

  /** An order that nobody asks to cancel. */
  public ChannelOrder(
      ChannelOrderId id,
      String label,
      Instant placedAt,
      Instant version,
      Standing standing,
      ShippingSpeed speed,
      List<OrderLine> lines,
      Optional<RecipientDetails> recipient) {
    this(id, label, placedAt, version, standing, speed, lines, recipient, Optional.empty());
  }

  @Override
  public String toString() {
    return "ChannelOrder[" + id.channel() + " " + id.number() + ", rest withheld]";
  }
}
