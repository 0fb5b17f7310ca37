package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** What the strip runs did; figures only. */
public interface Sweeps {

  /** Notes a run. Runs that found nothing are kept as the latest one only. */
  void note(Run run);

  /** The latest runs, newest first. */
  List<Run> latest(int limit);

  /**
   * One run.
   *
   * @param asOf the instant up to which everything due was to go
   * @param failed the sellers whose buyers could not be stripped; their turn comes again
   * @param stripped how many buyers went
   * @param remaining how many were still due at its end
   */
  record Run(Instant asOf, Duration took, long stripped, long remaining, List<SellerId> failed) {

    public Run {
      failed = List.copyOf(failed);
    }

    /** A run in which nothing failed. */
    public Run(Instant asOf, Duration took, long stripped, long remaining) {
      this(asOf, took, stripped, remaining, List.of());
    }
  }
}
