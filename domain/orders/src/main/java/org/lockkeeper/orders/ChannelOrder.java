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
    Optional<RecipientDetails> recipient) {

  /** What the channel wants done with the order. */
  public enum Standing {
    /** Ship it. */
    OPEN,
    /** Not yet: the channel holds it back. */
    HELD,
    /** Do not ship it any more. */
    CANCELLED,
    /** Nothing is left for us to ship. */
    NOTHING_TO_SHIP
  }

  public ChannelOrder {
    lines = List.copyOf(lines);
  }

  @Override
  public String toString() {
    return "ChannelOrder[" + id.channel() + " " + id.number() + ", rest withheld]";
  }
}
