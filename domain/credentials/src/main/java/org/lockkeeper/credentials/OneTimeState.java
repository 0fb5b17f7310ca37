package org.lockkeeper.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What goes to a platform with a seller's browser and must come back unchanged (RFC 6749 section
 * 10.12): 256 random bits. Kept as a digest only; the text does not print itself.
 */
public final class OneTimeState {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;

  private final String text;

  private OneTimeState(String text) {
    this.text = text;
  }

  static OneTimeState fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new OneTimeState(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Reads one that came back; empty if it cannot be one. */
  static Optional<OneTimeState> read(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new OneTimeState(text)) : Optional.empty();
  }

  /** For the address that the browser is sent to, and for nothing else. */
  String text() {
    return text;
  }

  /** SHA-256, as 64 hexadecimal digits. */
  String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "OneTimeState[withheld]";
  }
}
