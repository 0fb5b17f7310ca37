package org.lockkeeper.compliance.encryption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What keys there are, without any of them: ids, states and counts. */
public interface KeyInventory {

  /**
   * A cohort with what hangs on its key.
   *
   * @param orderKeys how many order keys are wrapped in it now
   * @param sellers how many sellers have a key in it
   * @param since when the first seller key was made in it; empty when there is none any more
   */
  record Line(Cohorts.Row row, long orderKeys, long sellers, Optional<Instant> since) {}

  /**
   * The cohorts, those that end last first. Runs in the caller's transaction.
   *
   * @param most at most so many
   */
  List<Line> cohorts(int most);
}
