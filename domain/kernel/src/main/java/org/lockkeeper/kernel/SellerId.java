package org.lockkeeper.kernel;

import java.util.UUID;

/** The tenant: one seller organisation. Everything a seller owns is stored and read under it. */
public record SellerId(UUID value) implements Comparable<SellerId> {

  /**
   * The tenant under which the platform keeps what belongs to no seller, such as its own audit
   * events. No person signs in to it.
   */
  public static final SellerId PLATFORM = new SellerId(new UUID(0L, 0L));

  /**
   * Reads the canonical text form.
   *
   * @throws IllegalArgumentException if {@code text} is no UUID
   */
  public static SellerId of(String text) {
    return new SellerId(UUID.fromString(text));
  }

  @Override
  public int compareTo(SellerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
