package org.lockkeeper.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** 32 bytes of SHA-256, as the node of a tree (RFC 6962 section 2.1). Does not change. */
public final class Hash {

  /** How many bytes a hash has. */
  public static final int LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** One for each thread: looking a digest up costs as much as hashing a short leaf. */
  private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Hash::fresh);

  /** The root of a tree without leaves. */
  public static final Hash EMPTY_TREE = new Hash(fresh().digest());

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * A hash that was written down.
   *
   * @throws ProofRefused unless there are 32 bytes
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new ProofRefused("A hash has 32 bytes, not " + bytes.length + ".");
    }
    return new Hash(bytes.clone());
  }

  /**
   * A hash in base64 (RFC 4648 section 4), in the one way in which it is written.
   *
   * @throws ProofRefused if it is not
   */
  public static Hash parse(String base64) {
    return of(Base64Text.decode(base64));
  }

  /** The hash of an entry: SHA-256(0x00 || data). */
  public static Hash leaf(byte[] data) {
    MessageDigest digest = SHA256.get();
    digest.update(LEAF);
    return new Hash(digest.digest(data));
  }

  /** The hash of two neighbours: SHA-256(0x01 || left || right). */
  public static Hash node(Hash left, Hash right) {
    MessageDigest digest = SHA256.get();
    digest.update(NODE);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  static byte[] sha256(byte[] data) {
    return SHA256.get().digest(data);
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The 32 bytes in base64. */
  public String base64() {
    return Base64Text.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
