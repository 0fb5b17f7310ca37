package org.lockkeeper.orders;

import java.time.Instant;
import java.util.Optional;

/**
 * What keeps an order from going on.
 *
 * @param detail ids only, such as the SKUs concerned
 * @param nextTry when the product tries again by itself; empty if a person must act
 * @param deadline until when the channel waits, where it says so
 */
public record OrderTrouble(
    ExceptionClass cause,
    Optional<String> detail,
    Instant since,
    Optional<Instant> nextTry,
    Optional<Instant> deadline) {

  /** A trouble for which the channel sets no deadline. */
  public OrderTrouble(
      ExceptionClass cause, Optional<String> detail, Instant since, Optional<Instant> nextTry) {
    this(cause, detail, since, nextTry, Optional.empty());
  }
}
