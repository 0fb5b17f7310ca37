package org.lockkeeper.compliance.access.factors;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by the clock (RFC 6238): HMAC-SHA-1, steps of thirty seconds from 1970, six
 * digits. SHA-1 because apps know nothing else for certain; as a MAC it is sound.
 */
final class Totp {

  static final int DIGITS = 6;
  static final int SECONDS = 30;
  static final int SECRET_BYTES = 20;

  private static final String ALGORITHM = "HmacSHA1";

  private Totp() {}

  /** The step in which an instant lies. */
  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  /** The code of a step, with leading zeros. */
  static String code(byte[] secret, long step) {
    return code(secret, step, ALGORITHM, DIGITS);
  }

  /** The general form, for the vectors of the standard. */
  static String code(byte[] secret, long step, String algorithm, int digits) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0x0f;
      int cut = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
      return String.format(Locale.ROOT, "%0" + digits + "d", cut % (long) Math.pow(10, digits));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
