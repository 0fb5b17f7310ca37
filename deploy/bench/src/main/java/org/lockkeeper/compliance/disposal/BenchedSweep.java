package org.lockkeeper.compliance.disposal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.lockkeeper.bench.Node;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.ClockStops;
import org.lockkeeper.retention.Eraser;
import org.lockkeeper.retention.RetentionSchedule;
import org.lockkeeper.retention.Sweeps;

/**
 * The real sweep, each of its steps in a transaction of a connection, as the container would do:
 * one connection for each thread of the run.
 */
public final class BenchedSweep {

  private BenchedSweep() {}

  /** What one thread of a run works with. */
  public record Worker(
      Node node, BuyerRetentions retentions, EraseBuyers erase, StripBatch batch) {}

  /** A worker on a connection of its own. */
  public static Worker worker(
      Node node,
      BuyerRetentions retentions,
      Stream<Eraser> erasers,
      ErasureLedger ledger,
      LedgerMarks marks,
      AuditTrail audit,
      Clock clock) {
    EraseBuyers erase =
        new EraseBuyers(retentions, erasers, new WriteAhead(ledger, marks, clock), audit, clock);
    return new Worker(node, retentions, erase, new Batch(node, retentions, erase));
  }

  /**
   * A run by one or two workers.
   *
   * @param second the worker of the other thread; empty for a run of one thread
   */
  public static StripDueRecipients of(
      Worker first,
      Optional<Worker> second,
      Executor executor,
      Sweeps sweeps,
      ClockStops stops,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    WatchClock watch =
        new WatchClock(
            stops,
            RetentionSchedule.edition(LocalDate.of(2026, 11, 22)),
            new WatchClock.StepSetting(true),
            new TellPeople(
                Node.unused(Notices.class),
                Node.unused(Accounts.class),
                Node.unused(Errands.class),
                audit,
                ids,
                clock),
            audit,
            ids,
            clock);
    return new StripDueRecipients(
        new Steps(first.node(), first.retentions(), sweeps, watch),
        new OfThread(first, second),
        second.isPresent()
            ? new StripDueRecipients.SecondThread(executor)
            : StripDueRecipients.SecondThread.none());
  }

  /** Gives the thread that began the run the first worker, and any other the second. */
  private static final class OfThread extends StripBatch {
    private final Thread began = Thread.currentThread();
    private final Worker first;
    private final Optional<Worker> second;

    OfThread(Worker first, Optional<Worker> second) {
      super(first.retentions(), first.erase());
      this.first = first;
      this.second = second;
    }

    @Override
    public int of(SellerId seller, Instant asOf, int limit) {
      Worker worker = Thread.currentThread() == began ? first : second.orElseThrow();
      return worker.batch().of(seller, asOf, limit);
    }
  }

  private static final class Batch extends StripBatch {
    private final Node node;

    Batch(Node node, BuyerRetentions retentions, EraseBuyers erase) {
      super(retentions, erase);
      this.node = node;
    }

    @Override
    public int of(SellerId seller, Instant asOf, int limit) {
      return node.in(() -> super.of(seller, asOf, limit));
    }
  }

  private static final class Steps extends SweepSteps {
    private final Node node;

    Steps(Node node, BuyerRetentions retentions, Sweeps sweeps, WatchClock clock) {
      super(retentions, sweeps, clock);
      this.node = node;
    }

    @Override
    public boolean clockIsBelieved(Instant asOf) {
      return node.in(() -> super.clockIsBelieved(asOf));
    }

    @Override
    public List<SellerId> sellersWithDue(Instant asOf, int limit) {
      return node.in(() -> super.sellersWithDue(asOf, limit));
    }

    @Override
    public Sweeps.Run note(Instant asOf, Duration took, long stripped, List<SellerId> failed) {
      return node.in(() -> super.note(asOf, took, stripped, failed));
    }
  }
}
