package org.lockkeeper.compliance.encryption;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key of 256 bits, no other, that can be wiped and neither prints nor serialises itself. A wiped
 * key refuses to work: it must never seal under zeros.
 */
final class KeyBytes implements SecretKey {

  private final String algorithm;
  private final byte[] bytes;
  private volatile boolean wiped;

  /**
   * @param bytes 32 bytes; copied, so the caller wipes its own
   * @throws IllegalArgumentException unless there are 32
   */
  KeyBytes(String algorithm, byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("a key has 256 bits");
    }
    this.algorithm = algorithm;
    this.bytes = bytes.clone();
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    if (wiped) {
      throw new IllegalStateException("the key is wiped");
    }
    return bytes.clone();
  }

  @Override
  public void destroy() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return wiped;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBytes that
        && algorithm.equals(that.algorithm)
        && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return algorithm.hashCode();
  }

  @Override
  public String toString() {
    return "Key[withheld]";
  }

  @Serial
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a key does not leave the memory");
  }
}
