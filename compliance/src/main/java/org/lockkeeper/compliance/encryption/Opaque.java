package org.lockkeeper.compliance.encryption;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A run of bytes as it is stored: a wrapped key or a commitment. It does not change, does not print
 * its bytes, and is compared in constant time.
 */
public final class Opaque {

  private final byte[] bytes;

  public Opaque(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A copy of the bytes, for storage. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes there are. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Opaque that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Opaque[" + bytes.length + " bytes]";
  }
}
