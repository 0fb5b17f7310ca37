package org.lockkeeper.kernel;

import java.util.UUID;

/** One seller's grant on one platform account, such as one shop or one Amazon account. */
public record ConnectionId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is no UUID
   */
  public static ConnectionId of(String text) {
    return new ConnectionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
