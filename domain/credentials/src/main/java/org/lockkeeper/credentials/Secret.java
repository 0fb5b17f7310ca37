package org.lockkeeper.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A secret in clear, for the length of a try block. It is overwritten when closed, does not print
 * itself and cannot be written to a stream.
 */
public final class Secret implements AutoCloseable {

  private final byte[] bytes;
  private boolean closed;

  /** Takes the bytes over; the caller keeps no copy. */
  public Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret from text, in UTF-8. */
  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Hands the bytes to {@code use}, which must not keep them.
   *
   * @throws IllegalStateException if the secret is closed
   */
  public <T> T reveal(Function<byte[], T> use) {
    if (closed) {
      throw new IllegalStateException("this secret is closed");
    }
    return use.apply(bytes);
  }

  /**
   * Another secret of the same value, to be closed by itself.
   *
   * @throws IllegalStateException if this one is closed
   */
  public Secret copy() {
    return reveal(value -> new Secret(value.clone()));
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    closed = true;
  }

  @Override
  public String toString() {
    return "Secret[withheld]";
  }
}
