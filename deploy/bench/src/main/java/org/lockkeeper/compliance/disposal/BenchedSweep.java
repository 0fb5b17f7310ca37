package org.lockkeeper.compliance.disposal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

/** The real sweep, each of its steps in a transaction of the node, as the container would do. */
public final class BenchedSweep {

  private BenchedSweep() {}

  public static StripDueRecipients of(
      Node node,
      BuyerRetentions retentions,
      Sweeps sweeps,
      ClockStops stops,
      Stream<Eraser> erasers,
      ErasureLedger ledger,
      LedgerMarks marks,
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
    EraseBuyers erase =
        new EraseBuyers(retentions, erasers, new WriteAhead(ledger, marks, clock), audit, clock);
    return new StripDueRecipients(
        new Steps(node, retentions, sweeps, watch), new Batch(node, retentions, erase));
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
