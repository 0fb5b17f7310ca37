package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.Collection;
import org.lockkeeper.kernel.SellerId;

/** Logs of all sellers that go together. Works in the caller's transaction. */
public interface AgedLogs {

  /**
   * Removes outside calls, their counts and refused calls of that age; of sellers whose calls a law
   * keeps, nothing. Months leave whole; months to come are added.
   *
   * @return what went and what was added
   */
  Gone disposeCalls(Instant lastToGo, Collection<SellerId> kept, Instant now);

  /** Removes figures of old runs, and what remembers steps of the clock. */
  long disposeRuns(Instant lastToGo);

  /**
   * What went.
   *
   * @param rows lines removed one by one
   * @param monthsDropped months that left whole
   * @param monthsAdded months that were added for what is to come
   * @param misplaced calls that found no month of theirs; should be none
   */
  record Gone(long rows, int monthsDropped, int monthsAdded, long misplaced) {}
}
