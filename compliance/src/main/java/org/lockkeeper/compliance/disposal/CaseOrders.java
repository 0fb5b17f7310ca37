package org.lockkeeper.compliance.disposal;

import java.util.List;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Extent;

/** What a deletion case has to know of orders. Works in the caller's transaction; ids only. */
public interface CaseOrders {

  /** Orders that Amazon has not been asked for; those with Amazon count for nothing here. */
  List<OrderId> notYetPlaced(SellerId seller, Extent extent, int limit);

  /**
   * Orders that Amazon works on for an account of it that the extent reaches, and that may go;
   * those of channels whose account goes count for nothing here.
   */
  List<OrderId> followed(SellerId seller, Extent extent, int limit);

  /**
   * Orders whose buyer is still here and may go: those that Amazon has the address of included,
   * those that Amazon is just being asked for only if the extent reaches what is under way.
   */
  List<OrderId> withBuyer(SellerId seller, Extent extent, int limit);

  /** How many orders Amazon still works on. */
  long underWay(SellerId seller, Extent extent);
}
