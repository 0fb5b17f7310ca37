package org.lockkeeper.orders;

import java.time.Instant;
import java.util.Optional;

/** What we hold of the buyer: sealed fields, or the instant at which they were stripped. */
public sealed interface Recipient {

  /**
   * Sealed fields, each under the order's own key and bound to seller, order, field and {@code
   * version}; an older set put back does not open.
   *
   * @param version counts the times the recipient was written, from 1
   * @param masked the masked form, sealed by itself, so that a list never opens an address
   */
  record Sealed(
      int version,
      Ciphertext name,
      Ciphertext address,
      Optional<Ciphertext> phone,
      Optional<Ciphertext> email,
      Ciphertext masked)
      implements Recipient {}

  /** Name, address, phone and e-mail are gone for good since {@code at}. */
  record Stripped(Instant at) implements Recipient {}

  /** The channel has not given an address, as while an order is on hold there. */
  record Withheld() implements Recipient {}
}
