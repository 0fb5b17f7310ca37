package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.List;

/** What the disposal of aged records did; figures only. Works in the caller's transaction. */
public interface DisposalRuns {

  /** Notes one holder's part of a run. Parts that removed nothing are kept as the latest only. */
  void note(Part part);

  /** The latest part of each holder, by its name. */
  List<Part> latest();

  /**
   * One holder's part of a run.
   *
   * @param gone how many records went
   * @param failed of how many sellers they could not be removed; the next run tries again
   */
  record Part(Instant asOf, String holder, long gone, long failed) {}
}
