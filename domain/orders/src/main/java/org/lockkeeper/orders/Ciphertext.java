package org.lockkeeper.orders;

import java.util.Arrays;

/**
 * One sealed field: header, initialisation vector, ciphertext and tag as one run of bytes. Opaque
 * to everybody but the vault that made it.
 */
public final class Ciphertext {

  private final byte[] bytes;

  public Ciphertext(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A copy of the bytes, for storage. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ciphertext that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Ciphertext[" + bytes.length + " bytes]";
  }
}
