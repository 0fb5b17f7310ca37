package org.lockkeeper.compliance.disposal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.Eraser;

/** Makes the steps of the sweep without a container. */
public final class OpenDisposal {

  private OpenDisposal() {}

  /** Strips some of one seller's due orders; the ledger of erasures is left out. */
  public static StripBatch batch(
      BuyerRetentions retentions, Stream<Eraser> erasers, AuditTrail audit, Clock clock) {
    return new StripBatch(
        retentions,
        new EraseBuyers(
            retentions,
            erasers,
            new WriteAhead(new NoLedger(), new NoMarks(), clock),
            audit,
            clock));
  }

  private static final class NoLedger implements ErasureLedger {

    @Override
    public Line append(SellerId seller, Scope scope, String reference, Instant at) {
      return new Line(1, UUID.randomUUID(), seller, scope, reference, at, "");
    }

    @Override
    public void withdraw(Line line, Instant at) {}

    @Override
    public ErasureLedger.Extent extent() {
      return new ErasureLedger.Extent(0, Set.of(), Optional.empty());
    }

    @Override
    public List<Line> lines(Collection<Long> positions) {
      return List.of();
    }
  }

  private static final class NoMarks implements LedgerMarks {

    @Override
    public void mark(ErasureLedger.Line line, Instant at) {}

    @Override
    public void ifRolledBack(Runnable work) {}

    @Override
    public boolean takeTurn(ErasureLedger.Line line) {
      return false;
    }

    @Override
    public LedgerMarks.Extent marked() {
      return new LedgerMarks.Extent(0, Optional.empty());
    }

    @Override
    public List<Long> missing(long after, long length) {
      return List.of();
    }
  }
}
