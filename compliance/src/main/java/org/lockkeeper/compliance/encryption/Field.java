package org.lockkeeper.compliance.encryption;

import java.util.Locale;

/** The sealed fields of a recipient. The name is bound into the ciphertext, so it never changes. */
enum Field {
  NAME,
  ADDRESS,
  PHONE,
  EMAIL,
  MASKED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name as it is bound into the ciphertext: lower-case ASCII. */
  @Override
  public String toString() {
    return text;
  }
}
