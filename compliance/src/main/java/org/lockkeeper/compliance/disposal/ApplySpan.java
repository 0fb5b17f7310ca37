package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.ChangeSpan;

/**
 * Brings the dates of a seller's orders forward after the seller has chosen a shorter span, in
 * batches that each commit; a run that dies is gone on with. It looks once more after a while, for
 * orders whose date was being set when the choice was made.
 */
@Workflow
public class ApplySpan implements ErrandHandler {

  /** Longer than any transaction lasts. */
  static final Duration AFTERWARDS = Duration.ofMinutes(10);

  private static final int BATCH = 200;

  private final ShortenBatch batch;
  private final Clock clock;

  @Inject
  ApplySpan(ShortenBatch batch, Clock clock) {
    this.batch = batch;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return ChangeSpan.APPLY;
  }

  @Override
  public Outcome run(Errand errand) {
    int done = BATCH;
    while (done == BATCH) {
      done = batch.of(errand.seller(), BATCH);
    }
    return batch.applied(errand.seller(), clock.instant(), AFTERWARDS)
        ? Outcome.DONE
        : new Outcome.Again(AFTERWARDS);
  }
}
