package org.lockkeeper.orders;

import java.util.regex.Pattern;
import org.lockkeeper.kernel.OrderId;

/**
 * The seller's name for one fulfilment order at Amazon. Derived from the order, so that a retry can
 * only ever name the same one; printed on paper, so it says nothing about the buyer.
 */
public record FulfilmentId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /**
   * @throws IllegalArgumentException unless 1 to 40 letters, digits, {@code _} or {@code -}: Amazon
   *     loses ids with other characters
   */
  public FulfilmentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a fulfilment id is 1 to 40 letters, digits, _ or -");
    }
  }

  /** The one fulfilment order of this order. */
  public static FulfilmentId of(OrderId order) {
    return new FulfilmentId("LK-" + order.value().toString().replace("-", ""));
  }

  @Override
  public String toString() {
    return value;
  }
}
