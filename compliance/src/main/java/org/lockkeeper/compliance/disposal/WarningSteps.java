package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;

/** The transactions of the warnings, each of one seller. */
@UseCase
public class WarningSteps {

  private static final System.Logger LOG = System.getLogger(WarningSteps.class.getName());

  /** No delivery is known, or something may be claimed of Amazon. */
  static final List<Anchor> OPEN =
      List.of(Anchor.RECEIVED, Anchor.UNFULFILLABLE, Anchor.SHIPPED, Anchor.LOST);

  private final RetentionWatch watch;
  private final HoldRegister holds;
  private final TellPeople tell;

  @Inject
  WarningSteps(RetentionWatch watch, HoldRegister holds, TellPeople tell) {
    this.watch = watch;
    this.holds = holds;
    this.tell = tell;
  }

  /** Tells admins, once a day, if a strip is later than it may be. */
  public boolean late(Instant now, Duration within) {
    Optional<Instant> oldest = watch.oldestDue(now).filter(end -> end.plus(within).isBefore(now));
    if (oldest.isEmpty()) {
      return false;
    }
    LOG.log(Level.ERROR, "strip.late since={0}", oldest.get());
    return tell.of(
        SellerId.PLATFORM,
        Notice.Kind.STRIP_LATE,
        "retention:sweep",
        "",
        Long.toString(Duration.between(oldest.get(), now).toHours()),
        now.truncatedTo(ChronoUnit.DAYS),
        0);
  }

  public List<SellerId> sellersWithEnds(Instant from, Instant to) {
    return watch.sellersWithEnds(from, to, OPEN);
  }

  /** Tells a seller of all such orders of that week at once. */
  public boolean warn(SellerId seller, Instant from, Instant to) {
    long orders = watch.ends(seller, from, to, OPEN);
    return orders > 0
        && tell.of(
            seller,
            Notice.Kind.BUYERS_GO,
            "retention:open-orders",
            "",
            Long.toString(orders),
            from,
            7);
  }

  /** Every hold, ended ones too; ids only. */
  public List<HoldRegister.Entry> holds(int limit) {
    return holds.all(limit);
  }

  /** The hold, under its seller; then, in a step of its own, our own people are told. */
  public Optional<LegalHold> hold(HoldRegister.Entry entry) {
    return holds.find(entry.seller(), entry.id());
  }

  /** Tells admins of a hold that ends. */
  public boolean remind(LegalHold hold, Duration before) {
    return tell.of(
        SellerId.PLATFORM,
        Notice.Kind.HOLD_ENDS,
        "hold:" + hold.id(),
        "",
        hold.basis(),
        hold.endsAt(),
        Math.toIntExact(before.toDays()));
  }
}
