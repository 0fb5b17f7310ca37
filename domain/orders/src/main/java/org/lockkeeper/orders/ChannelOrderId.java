package org.lockkeeper.orders;

import java.util.regex.Pattern;
import org.lockkeeper.kernel.ChannelName;

/** The order's number as the channel knows it; unique, so a repeated webhook is one order. */
public record ChannelOrderId(ChannelName channel, String number) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * @throws IllegalArgumentException unless the number is 1 to 64 letters, digits, {@code _} or
   *     {@code -}
   */
  public ChannelOrderId {
    if (!FORM.matcher(number).matches()) {
      throw new IllegalArgumentException("a channel order number is 1 to 64 letters and digits");
    }
  }
}
