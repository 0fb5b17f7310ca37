package org.lockkeeper.credentials;

import java.util.regex.Pattern;

/** Something that a seller can open an account of to us: a sales channel, or Amazon. */
public record Platform(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{1,29}");

  /** Amazon's Selling Partner API. */
  public static final Platform AMAZON = new Platform("amazon");

  /**
   * @throws IllegalArgumentException unless 2 to 30 lower-case letters and digits
   */
  public Platform {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a platform's name is 2 to 30 letters and digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
