package org.lockkeeper.compliance.access.factors;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;

/** RFC 4648 section 6, without padding: what apps and people read. */
final class Base32 {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte next : bytes) {
      held = (held << 8) | (next & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(LETTERS.charAt((held >> bits) & 31));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(LETTERS.charAt((held << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /** The bytes; capitals or not, blanks do not count. Empty if it is no such text. */
  static Optional<byte[]> decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (char c : text.replaceAll("[\\s=-]", "").toUpperCase(Locale.ROOT).toCharArray()) {
      int value = LETTERS.indexOf(c);
      if (value < 0) {
        return Optional.empty();
      }
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return held == 0 ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }
}
