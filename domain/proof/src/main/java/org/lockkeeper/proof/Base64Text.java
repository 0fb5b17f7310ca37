package org.lockkeeper.proof;

import java.util.Base64;

/** Base64 of RFC 4648 section 4, read only in the one form in which it is written. */
final class Base64Text {

  private Base64Text() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The bytes.
   *
   * @throws ProofRefused if padding, alphabet or the unused bits are not as they are written
   */
  static byte[] decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (!encode(bytes).equals(text)) {
        throw new ProofRefused("The base64 text is not in its canonical form.");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new ProofRefused("The text is not base64.", e);
    }
  }
}
