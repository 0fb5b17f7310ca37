package org.lockkeeper.compliance.encryption;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * The wrapped order keys: one for each order whose recipient is held. Without its row here an
 * order's recipient does not open. All calls run in the caller's transaction.
 */
public interface OrderKeys {

  /**
   * One wrapped order key.
   *
   * @param cohort the cohort under whose seller key it is wrapped now
   * @param sellerKey which seller key wraps it ({@link SellerKeys.Row#id})
   * @param wrapped 40 bytes: AES-KWP (RFC 5649) of the 32
   * @param commitment 32 bytes that only this key for this seller and order gives; unchanged by a
   *     re-wrap
   * @param keyVersion which key of the order it is, from 1; stands in each field's header and is
   *     unchanged by a re-wrap
   * @param revision counts the times this row was written, from 1; {@link #replace} compares it
   */
  record Row(
      SellerId seller,
      OrderId order,
      Cohort cohort,
      UUID sellerKey,
      Opaque wrapped,
      Opaque commitment,
      int keyVersion,
      int revision) {

    public Row {
      if (wrapped.length() != 40 || commitment.length() != 32 || keyVersion < 1 || revision < 1) {
        throw new IllegalArgumentException(
            "an order key has 40 bytes wrapped, 32 of commitment, and versions from 1");
      }
    }
  }

  /** The key of an order, if it has one. */
  Optional<Row> find(SellerId seller, OrderId order);

  /** The keys of those among these orders that have one. */
  default Map<OrderId, Row> of(SellerId seller, Collection<OrderId> orders) {
    Map<OrderId, Row> found = new HashMap<>();
    orders.forEach(order -> find(seller, order).ifPresent(row -> found.put(order, row)));
    return found;
  }

  /**
   * Adds an order's key unless it has one ({@code on conflict do nothing}).
   *
   * @return whether this row was added
   * @throws CohortClosed if the cohort's row is not {@link Cohorts.State#OPEN}; read it {@code for
   *     share} in the same statement or before, so that {@link Cohorts#lock} and this call wait for
   *     each other
   */
  boolean insert(Row row);

  /**
   * Puts {@code row} in the place of the order's row if that still has {@code oldRevision}
   * (compare-and-set in one statement). Seller, order, commitment and key version stay as they are.
   *
   * @return whether it was replaced; {@code false} if another was first or the key is gone
   * @throws CohortClosed as {@link #insert}
   */
  boolean replace(Row row, int oldRevision);

  /**
   * Deletes the keys of these orders; those that have none are no trouble.
   *
   * @return how many keys were deleted
   */
  int delete(SellerId seller, Collection<OrderId> orders);

  /**
   * The seller's orders whose key stands in a provisional cohort that ended at or before {@code
   * endedBy}, ascending by order id, those after {@code after} only.
   *
   * @param after the last order of the page before; {@code new OrderId(new UUID(0, 0))} to begin
   * @param limit at most so many, 1 to 1000
   */
  List<OrderId> page(SellerId seller, Instant endedBy, OrderId after, int limit);

  /**
   * The seller's orders whose key stands in an expiry cohort that has ended and that a legal hold
   * keeps at {@code now}, ascending by order id, those after {@code after} only.
   *
   * @param limit at most so many, 1 to 1000
   */
  List<OrderId> heldPage(SellerId seller, Instant now, OrderId after, int limit);

  /** How many keys and look-up tokens of these orders are still there. */
  long held(SellerId seller, Collection<OrderId> orders);

  /** How many of the seller's order keys stand under the cohort. */
  long count(SellerId seller, Cohort cohort);

  /** An order key was to be written under a cohort that takes none any more. */
  final class CohortClosed extends RuntimeException {
    public CohortClosed(Cohort cohort) {
      super("cohort " + cohort + " is closed");
    }
  }
}
