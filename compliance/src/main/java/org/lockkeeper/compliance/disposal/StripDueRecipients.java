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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.Sweeps;

/**
 * Strips every buyer whose end has come: in batches, each in its own transaction, one seller
 * after the other so that a large one does not make the small ones wait. Where more than one seller
 * has something due, a second thread takes its turns among them. A run that dies is gone on with by
 * the next one. While the clock is not believed, nothing is stripped.
 */
@Workflow
public class StripDueRecipients {

  private static final System.Logger LOG = System.getLogger(StripDueRecipients.class.getName());
  private static final int BATCH = 500;
  private static final int SELLERS_AT_ONCE = 1000;
  private static final int MOST_BATCHES = 10_000;

  private final SweepSteps steps;
  private final StripBatch batch;
  private final SecondThread second;
  private final LongSupplier nanos;

  /**
   * Where the second thread of a run comes from; if it takes nothing, the run does all by itself.
   */
  public record SecondThread(Executor executor) {

    /** None. */
    static SecondThread none() {
      return new SecondThread(
          work -> {
            throw new RejectedExecutionException();
          });
    }
  }

  @Inject
  StripDueRecipients(SweepSteps steps, StripBatch batch, SecondThread second) {
    this(steps, batch, second, System::nanoTime);
  }

  StripDueRecipients(SweepSteps steps, StripBatch batch, SecondThread second, LongSupplier nanos) {
    this.steps = steps;
    this.batch = batch;
    this.second = second;
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
    Turns turns = new Turns(asOf, steps.sellersWithDue(asOf, SELLERS_AT_ONCE));
    CompletableFuture<?> beside = beside(turns);
    try {
      turns.run();
    } finally {
      beside.join();
    }
    Duration took = Duration.ofNanos(nanos.getAsLong() - began);
    return Optional.of(turns.noted(took));
  }

  private CompletableFuture<?> beside(Turns turns) {
    if (turns.areForTwo()) {
      try {
        return CompletableFuture.runAsync(turns, second.executor());
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "strip.alone");
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  /** The sellers of one run, each taken by one thread at a time. */
  private final class Turns implements Runnable {

    private final Instant asOf;
    private final Deque<SellerId> waiting;
    private final List<SellerId> failed = new ArrayList<>();
    private int batches;
    private long stripped;

    Turns(Instant asOf, List<SellerId> sellers) {
      this.asOf = asOf;
      this.waiting = new ArrayDeque<>(sellers);
    }

    synchronized boolean areForTwo() {
      return waiting.size() > 1;
    }

    @Override
    public void run() {
      for (Optional<SellerId> turn = next(); turn.isPresent(); turn = next()) {
        SellerId seller = turn.get();
        try {
          done(seller, batch.of(seller, asOf, BATCH));
        } catch (RuntimeException e) {
          failed(seller, e);
        }
      }
    }

    private synchronized Optional<SellerId> next() {
      return batches++ < MOST_BATCHES ? Optional.ofNullable(waiting.pollFirst()) : Optional.empty();
    }

    private synchronized void done(SellerId seller, int count) {
      stripped += count;
      if (count == BATCH) {
        waiting.addLast(seller);
      }
    }

    /** A seller whose batch fails keeps no other waiting; what is left shows in the figures. */
    private synchronized void failed(SellerId seller, RuntimeException e) {
      failed.add(seller);
      LOG.log(Level.ERROR, "strip.failed seller={0} failure={1}", seller, e.getClass().getName());
      LOG.log(Level.DEBUG, "strip.failed", e);
    }

    synchronized Sweeps.Run noted(Duration took) {
      return steps.note(asOf, took, stripped, failed);
    }
  }
}
