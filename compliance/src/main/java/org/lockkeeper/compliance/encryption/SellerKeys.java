package org.lockkeeper.compliance.encryption;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * The wrapped seller keys: one for each seller and cohort. All calls run in the caller's
 * transaction, which the key ring keeps apart from the business transaction, so that a key is never
 * used before it is committed.
 */
public interface SellerKeys {

  /**
   * One wrapped seller key.
   *
   * @param id names this key; a fresh version 7 UUID
   * @param wrapped as the custodian wrapped it, 1 to 1024 bytes
   * @param indexBits how many bits the look-up tokens under this key have, 0 to 30; chosen once,
   *     because tokens of different lengths cannot be compared
   */
  record Row(SellerId seller, Cohort cohort, UUID id, Opaque wrapped, int indexBits) {

    public Row {
      if (wrapped.length() == 0 || wrapped.length() > 1024 || indexBits < 0 || indexBits > 30) {
        throw new IllegalArgumentException("a wrapped seller key of 1 to 1024 bytes, 0 to 30 bits");
      }
    }
  }

  /** The seller's key in a cohort, if it has one. */
  Optional<Row> find(SellerId seller, Cohort cohort);

  /**
   * Adds a key unless the seller has one in that cohort ({@code on conflict do nothing}, then read
   * again), and answers the one that counts. Two nodes may race; both are told the same key.
   */
  Row insertIfAbsent(Row row);

  /** The cohorts in which the seller has a key, in no order, closed ones included. */
  List<Cohort> cohortsOf(SellerId seller);

  /** Removes the seller's key in a cohort that is destroyed. Nothing happens if there is none. */
  void forget(SellerId seller, Cohort cohort);
}
