package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * A holder of what goes by its age alone and tells nothing of a buyer. Whoever keeps
 * such records brings one.
 */
public interface AgedRecords {

  /** What is held, as schema and table, such as {@code orders.delivery}. */
  String holder();

  /** The rule by which it goes. */
  AgeRule rule(RetentionSchedule schedule);

  /** The kinds of data in it: a legal hold of one of them keeps what it covers. */
  Set<DataKind> kinds();

  /**
   * Removes some of a seller's records that began at {@code lastToGo} or before, but for what the
   * holds cover, in the caller's transaction.
   *
   * @param holds those in force that name one of {@link #kinds}
   * @param now the product's present
   * @param limit the most to remove, 1 to 1000
   * @return how many were removed; fewer than {@code limit} if these were the last
   */
  int dispose(SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit);
}
