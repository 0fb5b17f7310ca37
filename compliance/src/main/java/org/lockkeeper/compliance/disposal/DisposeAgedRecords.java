package org.lockkeeper.compliance.disposal;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * The second sweeper: what goes by its age alone, holder by holder and seller by
 * seller, in small batches that each commit. A run that dies is gone on with by the next one.
 */
@Workflow
public class DisposeAgedRecords {

  private static final System.Logger LOG = System.getLogger(DisposeAgedRecords.class.getName());
  private static final int BATCH = 500;
  private static final int MOST_BATCHES = 2000;

  private final DisposalSteps steps;
  private final List<AgedRecords> holders;
  private final WatchClock clock;

  @Inject
  DisposeAgedRecords(DisposalSteps steps, @Any Instance<AgedRecords> holders, WatchClock clock) {
    this(steps, holders.stream(), clock);
  }

  DisposeAgedRecords(DisposalSteps steps, Stream<AgedRecords> holders, WatchClock clock) {
    this.steps = steps;
    this.holders = holders.toList();
    this.clock = clock;
  }

  /** Removes what is too old at {@code asOf}; nothing while the clock is not believed. */
  public List<DisposalRuns.Part> asOf(Instant asOf) {
    List<DisposalRuns.Part> parts = new ArrayList<>();
    if (!clock.believes(asOf)) {
      return parts;
    }
    List<SellerId> tenants = steps.tenants();
    for (AgedRecords records : holders) {
      long gone = 0;
      long failed = 0;
      for (SellerId seller : tenants) {
        try {
          gone += all(records, seller, asOf);
        } catch (RuntimeException e) {
          failed++;
          LOG.log(
              Level.ERROR,
              "disposal.failed holder={0} seller={1} failure={2}",
              records.holder(),
              seller,
              e.getClass().getName());
          LOG.log(Level.DEBUG, "disposal.failed", e);
        }
      }
      parts.add(new DisposalRuns.Part(asOf, records.holder(), gone, failed));
    }
    List<SellerId> kept =
        tenants.stream().filter(seller -> steps.callsAreHeld(seller, asOf)).toList();
    AgedLogs.Gone calls = steps.calls(kept, asOf);
    if (calls.misplaced() > 0) {
      LOG.log(Level.WARNING, "call-log.misplaced count={0}", calls.misplaced());
    }
    parts.add(
        new DisposalRuns.Part(
            asOf, "audit.call_log", calls.rows() + calls.monthsDropped(), calls.misplaced()));
    parts.add(new DisposalRuns.Part(asOf, "retention.sweep_run", steps.runs(asOf), 0));
    parts.forEach(steps::note);
    return parts;
  }

  private long all(AgedRecords records, SellerId seller, Instant asOf) {
    long gone = 0;
    for (int i = 0; i < MOST_BATCHES; i++) {
      int done = steps.batch(records, seller, asOf, BATCH);
      gone += done;
      if (done < BATCH) {
        return gone;
      }
    }
    return gone;
  }
}
