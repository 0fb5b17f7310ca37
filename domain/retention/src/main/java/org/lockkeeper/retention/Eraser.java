package org.lockkeeper.retention;

import java.time.Instant;
import java.util.List;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** A holder of buyers' data, and how it lets go. Whoever keeps such data brings one. */
public interface Eraser {

  /** What is held, in two or three words, such as {@code order keys}. */
  String holder();

  /**
   * Erases what is held of the buyers of these orders, in the caller's transaction. Erasing again
   * changes nothing.
   *
   * @return how many rows were deleted or stripped
   */
  int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at);

  /** How many rows about these buyers are still held; zero after an erasure. */
  long held(SellerId seller, List<OrderId> orders);
}
