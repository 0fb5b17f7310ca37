package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.disposal.DisposalRuns;
import org.lockkeeper.compliance.disposal.EndHold;
import org.lockkeeper.compliance.disposal.RetentionWatch;
import org.lockkeeper.compliance.disposal.WatchClock;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.ChannelSpan;
import org.lockkeeper.retention.ChannelSpans;
import org.lockkeeper.retention.ClockGuard;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.Sweeps;

/**
 * Reads what goes when and what the runs did: figures over all sellers; and, under each seller in
 * turn, spans and holds, one transaction for each.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class RetentionReader {

  static final int DAYS = 28;
  private static final int RUNS = 10;
  private static final int MOST = 200;

  private final BuyerRetentions retentions;
  private final Sweeps sweeps;
  private final RetentionWatch watch;
  private final DisposalRuns disposals;
  private final WatchClock clock;
  private final HoldRegister holds;
  private final EndHold ending;
  private final ChannelSpans spans;
  private final Sellers sellers;
  private final Accounts accounts;

  @Inject
  RetentionReader(
      BuyerRetentions retentions,
      Sweeps sweeps,
      RetentionWatch watch,
      DisposalRuns disposals,
      WatchClock clock,
      HoldRegister holds,
      EndHold ending,
      ChannelSpans spans,
      Sellers sellers,
      Accounts accounts) {
    this.retentions = retentions;
    this.sweeps = sweeps;
    this.watch = watch;
    this.disposals = disposals;
    this.clock = clock;
    this.holds = holds;
    this.ending = ending;
    this.spans = spans;
    this.sellers = sellers;
    this.accounts = accounts;
  }

  /** What the page of the strips shows. */
  record Figures(
      List<BuyerRetentions.DayCount> ends,
      long backlog,
      long heldBack,
      Optional<Instant> oldest,
      List<Sweeps.Run> runs,
      List<DisposalRuns.Part> disposals,
      Optional<ClockGuard.Stop> stop) {}

  Figures at(Instant now) {
    return new Figures(
        retentions.forecast(now.atZone(ZoneOffset.UTC).toLocalDate(), DAYS),
        retentions.backlog(now),
        holds.heldBack(now),
        watch.oldestDue(now),
        sweeps.latest(RUNS),
        disposals.latest(),
        clock.open());
  }

  /** Every hold there was, the latest first; ids only. */
  List<HoldRegister.Entry> holds() {
    return holds.all(MOST);
  }

  Optional<LegalHold> hold(HoldRegister.Entry entry) {
    return ending.find(entry.seller(), entry.id());
  }

  boolean exists(SellerId seller, LegalHold.Scope scope) {
    return holds.exists(seller, scope);
  }

  List<SellerId> sellersWithShorterSpan(Duration below) {
    return spans.shorterThan(below, MOST);
  }

  Optional<ChannelSpan> span(SellerId seller) {
    return spans.of(seller);
  }

  Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }

  /** What our own people are called. */
  List<Account> people() {
    return accounts.all(SellerId.PLATFORM);
  }
}
