package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;

/** How many orders stand still for a cause, of all sellers that a person works for. */
public interface SupportCauses {

  /**
   * Orders of one seller that stand still for one cause.
   *
   * @param oldest since when the first of them does
   */
  record Count(SellerId seller, ExceptionClass cause, long orders, Instant oldest) {}

  /** Counts and dates alone; what the orders are is read under their seller. */
  List<Count> of(UUID staff, Instant now, Set<ExceptionClass> causes);
}
