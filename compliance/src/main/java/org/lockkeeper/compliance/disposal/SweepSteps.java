package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.Sweeps;

/** What a sweep does before and after its batches. */
@UseCase
public class SweepSteps {

  private final BuyerRetentions retentions;
  private final Sweeps sweeps;
  private final WatchClock clock;

  @Inject
  SweepSteps(BuyerRetentions retentions, Sweeps sweeps, WatchClock clock) {
    this.retentions = retentions;
    this.sweeps = sweeps;
    this.clock = clock;
  }

  public boolean clockIsBelieved(Instant asOf) {
    return clock.believes(asOf);
  }

  public List<SellerId> sellersWithDue(Instant asOf, int limit) {
    return retentions.sellersWithDue(asOf, limit);
  }

  public Sweeps.Run note(Instant asOf, Duration took, long stripped, List<SellerId> failed) {
    Sweeps.Run run = new Sweeps.Run(asOf, took, stripped, retentions.backlog(asOf), failed);
    sweeps.note(run);
    return run;
  }
}
