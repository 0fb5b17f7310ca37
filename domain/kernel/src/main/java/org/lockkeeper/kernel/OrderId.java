package org.lockkeeper.kernel;

import java.util.UUID;

/**
 * Our own number of an order, a version 7 UUID. It says nothing about the buyer, so it may stand in
 * logs, events and at Amazon.
 */
public record OrderId(UUID value) {

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is no UUID
   */
  public static OrderId of(String text) {
    return new OrderId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
