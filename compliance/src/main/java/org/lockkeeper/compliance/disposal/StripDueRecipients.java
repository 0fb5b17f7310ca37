package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.Sweeps;

/**
 * Strips every buyer whose end has come: in batches, each in its own transaction, one seller
 * after the other so that a large one does not make the small ones wait. A run that dies is gone on
 * with by the next one. While the clock is not believed, nothing is stripped.
 */
@Workflow
public class StripDueRecipients {

  private static final System.Logger LOG = System.getLogger(StripDueRecipients.class.getName());
  private static final int BATCH = 500;
  private static final int SELLERS_AT_ONCE = 1000;
  private static final int MOST_BATCHES = 10_000;

  private final SweepSteps steps;
  private final StripBatch batch;
  private final LongSupplier nanos;

  @Inject
  StripDueRecipients(SweepSteps steps, StripBatch batch) {
    this(steps, batch, System::nanoTime);
  }

  StripDueRecipients(SweepSteps steps, StripBatch batch, LongSupplier nanos) {
    this.steps = steps;
    this.batch = batch;
    this.nanos = nanos;
  }

  /**
   * Strips everything due at {@code asOf}, that instant included.
   *
   * @return what this run did; empty if the clock was not believed and nothing was touched
   */
  public Optional<Sweeps.Run> asOf(Instant asOf) {
    if (!steps.clockIsBelieved(asOf)) {
      return Optional.empty();
    }
    long began = nanos.getAsLong();
    Deque<SellerId> waiting = new ArrayDeque<>(steps.sellersWithDue(asOf, SELLERS_AT_ONCE));
    List<SellerId> failed = new ArrayList<>();
    long stripped = 0;
    for (int i = 0; i < MOST_BATCHES && !waiting.isEmpty(); i++) {
      SellerId seller = waiting.removeFirst();
      int done = stripped(seller, asOf, failed);
      stripped += done;
      if (done == BATCH) {
        waiting.addLast(seller);
      }
    }
    Duration took = Duration.ofNanos(nanos.getAsLong() - began);
    return Optional.of(steps.note(asOf, took, stripped, failed));
  }

  /** A seller whose batch fails keeps no other waiting; what is left shows in the run's figures. */
  private int stripped(SellerId seller, Instant asOf, List<SellerId> failed) {
    try {
      return batch.of(seller, asOf, BATCH);
    } catch (RuntimeException e) {
      failed.add(seller);
      LOG.log(Level.ERROR, "strip.failed seller={0} failure={1}", seller, e.getClass().getName());
      LOG.log(Level.DEBUG, "strip.failed", e);
      return 0;
    }
  }
}
