package org.lockkeeper.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * One store that lets go of what belongs to a connection, a seller or some buyers, and proves it.
 * Works in the caller's transaction.
 */
public interface StoreEraser {

  /** The store, such as {@code orders.sales_order}; the same store may have several parts. */
  String store();

  /** The kind of data, for legal holds. */
  DataKind kind();

  ErasureReport.Method method();

  /** Whether the store holds anything of this kind of scope at all. */
  boolean concerns(CaseScope scope);

  /** The query that counts what is held, as it is made; its digest is on the certificate. */
  String query(CaseScope scope);

  /**
   * How many rows are held; zero proves the erasure.
   *
   * @throws Unanswered if a store outside the database does not answer
   */
  long held(SellerId seller, Extent extent);

  /** Since when its rows are held; empty if they do not say, or if there are none. */
  default Optional<Ages> ages(SellerId seller, Extent extent) {
    return Optional.empty();
  }

  /** How many rows hold each field, where a store is of fields; empty where it is of rows. */
  default List<FieldCount> fields(SellerId seller, Extent extent) {
    return List.of();
  }

  /**
   * Erases at most {@code limit} rows. Erasing again changes nothing; fewer than {@code limit} says
   * that nothing is left that may go now.
   */
  Erased erase(SellerId seller, Extent extent, int limit);

  /**
   * Whether its rows go with the buyers, everywhere at once, and not by {@link #erase}: then it
   * only counts here.
   */
  default boolean goesWithBuyers() {
    return false;
  }

  /**
   * One field.
   *
   * @param field as the store calls it
   */
  record FieldCount(String field, long rows) {}

  /** When the oldest and the newest row came. */
  record Ages(Instant oldest, Instant newest) {}

  /** The store does not answer; the same question may be answered later. */
  final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param store which one, as it calls itself
     * @param cause the trouble, whose text shows nothing that is held
     */
    public Unanswered(String store, Throwable cause) {
      super("a store does not answer: " + store, cause);
    }
  }

  /**
   * What went.
   *
   * @param orders the orders that were concerned, where the rows are those of orders
   */
  record Erased(int rows, List<OrderId> orders) {
    public Erased {
      orders = List.copyOf(orders);
    }

    /** Rows that are not of orders. */
    public static Erased rows(int rows) {
      return new Erased(rows, List.of());
    }
  }
}
