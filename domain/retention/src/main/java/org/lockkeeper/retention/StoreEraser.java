package org.lockkeeper.retention;

import java.util.List;
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

  /** How many rows are held; zero proves the erasure. */
  long held(SellerId seller, Extent extent);

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
