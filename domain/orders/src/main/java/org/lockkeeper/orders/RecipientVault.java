package org.lockkeeper.orders;

import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * Seals and opens recipients. Works inside the caller's transaction: the order's key and its
 * look-up tokens are written with the order or not at all.
 *
 * <p>Who may call {@link #open} is a list in the architecture tests; adding to it is a reviewed
 * line.
 */
public interface RecipientVault {

  /**
   * Seals under the order's key, which is made if the order has none yet; replaces the order's
   * look-up tokens; leaves an audit entry with the fingerprints of the ciphertexts.
   *
   * @param version the version that the sealed set will have, from 1, growing
   * @throws SealingUnavailable if the key service does not answer and no cached key serves; nothing
   *     has been written
   */
  Recipient.Sealed seal(SellerId seller, OrderId order, int version, RecipientDetails details);

  /**
   * Opens all fields for a purpose.
   *
   * @throws SealingUnavailable if the key service does not answer
   * @throws NotAuthentic if the bytes are not what was sealed for this place and version
   */
  RecipientDetails open(SellerId seller, OrderId order, Recipient.Sealed sealed, Purpose purpose);

  /**
   * Opens the masked form only.
   *
   * @throws SealingUnavailable if the key service does not answer
   * @throws NotAuthentic if the bytes are not what was sealed for this place and version
   */
  String masked(SellerId seller, OrderId order, Recipient.Sealed sealed);

  /** The key service cannot be reached and no cached key serves. Try again later. */
  final class SealingUnavailable extends RuntimeException {
    public SealingUnavailable(String what) {
      super(what);
    }

    public SealingUnavailable(String what, Throwable cause) {
      super(what, cause);
    }
  }

  /** A ciphertext was swapped, cut, put back or forged. Shown as "unavailable", and alarmed. */
  final class NotAuthentic extends RuntimeException {
    public NotAuthentic(String what) {
      super(what);
    }
  }
}
