package org.lockkeeper.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a sales channel, such as {@code shopify}. A channel exists because an adapter with
 * that name exists; that is why this is a value and no enum.
 */
public record ChannelName(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{1,29}");

  /**
   * @throws IllegalArgumentException unless the name is 2 to 30 lower-case letters and digits and
   *     begins with a letter
   */
  public ChannelName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a channel name is 2 to 30 lower-case letters and digits");
    }
  }

  /** Reads a name in any case, as it may stand in an address. */
  public static ChannelName of(String text) {
    return new ChannelName(text.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return value;
  }
}
