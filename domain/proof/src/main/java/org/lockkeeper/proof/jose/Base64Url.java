package org.lockkeeper.proof.jose;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64url without padding (RFC 7515 section 2), in its one canonical spelling: the bits that no
 * byte uses are zero, so that a flipped one is refused and not overlooked.
 */
public final class Base64Url {

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads it.
   *
   * @throws Malformed if it is not exactly what {@link #encode} would have written
   */
  public static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed("it is not base64url");
    }
    if (!encode(bytes).equals(text)) {
      throw new Malformed("it is base64url in another than the canonical spelling");
    }
    return bytes;
  }

  /**
   * Reads a value of known length.
   *
   * @throws Malformed if it is longer, shorter or not canonical
   */
  public static byte[] decode(String text, int length) {
    byte[] bytes = decode(text);
    if (bytes.length != length) {
      Arrays.fill(bytes, (byte) 0);
      throw new Malformed("it has " + bytes.length + " bytes where " + length + " belong");
    }
    return bytes;
  }
}
