package org.lockkeeper.proof;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The two numbers of an ECDSA signature as ASN.1 (RFC 3279 section 2.2.3). */
final class Der {

  private static final int HALF = 32;

  private Der() {}

  /**
   * From the 64 bytes of r and s.
   *
   * @throws IllegalArgumentException unless there are 64
   */
  static byte[] signature(byte[] both) {
    if (both.length != 2 * HALF) {
      throw new IllegalArgumentException("r and s have 64 bytes");
    }
    byte[] r = number(Arrays.copyOf(both, HALF));
    byte[] s = number(Arrays.copyOfRange(both, HALF, 2 * HALF));
    return ByteBuffer.allocate(2 + r.length + s.length)
        .put((byte) 0x30)
        .put((byte) (r.length + s.length))
        .put(r)
        .put(s)
        .array();
  }

  private static byte[] number(byte[] unsigned) {
    byte[] bytes = new BigInteger(1, unsigned).toByteArray();
    return ByteBuffer.allocate(2 + bytes.length)
        .put((byte) 0x02)
        .put((byte) bytes.length)
        .put(bytes)
        .array();
  }
}
