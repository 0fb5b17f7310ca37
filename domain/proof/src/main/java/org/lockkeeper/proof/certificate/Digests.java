package org.lockkeeper.proof.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Digests in the spellings that certificates use. */
public final class Digests {

  /** Crockford's letters: none that is taken for another. */
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int CODE = 12;

  private Digests() {}

  /** SHA-256. */
  public static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Arrays.stream(parts).forEach(digest::update);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 as 64 hexadecimal digits, in lower case. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  /**
   * The short code of a content: the first 60 bits of its digest, as three groups of four letters.
   * For people who compare a paper with a screen; it proves nothing by itself.
   */
  public static String shortCode(byte[] content) {
    byte[] digest = sha256(content);
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE; i++) {
      int bit = 5 * i;
      int two = ((digest[bit / 8] & 0xff) << 8) | (digest[bit / 8 + 1] & 0xff);
      code.append(i > 0 && i % 4 == 0 ? "-" : "")
          .append(LETTERS.charAt(two >> (11 - bit % 8) & 31));
    }
    return code.toString();
  }
}
