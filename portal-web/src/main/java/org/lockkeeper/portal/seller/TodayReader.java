package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Deliveries;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.retention.BuyerRetentions;

/** Reads the figures of the first page, in one transaction of one seller. */
@ApplicationScoped
class TodayReader {

  static final int HOURS = 24;
  static final int DAYS = 7;

  private final OrderBoard board;
  private final BuyerRetentions retentions;
  private final Deliveries deliveries;
  private final FindAuthorization authorizations;

  @Inject
  TodayReader(
      OrderBoard board,
      BuyerRetentions retentions,
      Deliveries deliveries,
      FindAuthorization authorizations) {
    this.board = board;
    this.retentions = retentions;
    this.deliveries = deliveries;
    this.authorizations = authorizations;
  }

  /** What the page shows. */
  record Figures(
      OrderBoard.Today today,
      List<OrderBoard.HourCount> hours,
      List<BuyerRetentions.DayCount> ends,
      int unreadable,
      long connectionsToSee) {}

  @Transactional
  Figures of(SellerId seller, Instant now, Duration lateAfter) {
    Instant firstHour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
    return new Figures(
        board.today(seller, now, lateAfter),
        board.perHour(seller, firstHour, HOURS),
        retentions.forecast(seller, now.atZone(ZoneOffset.UTC).toLocalDate(), DAYS),
        deliveries.unreadable(seller, DeliveriesReader.MOST).size(),
        authorizations.all(seller).stream()
            .filter(Authorization.Snapshot::listening)
            .filter(grant -> !grant.usable() || endsSoon(grant, now))
            .count());
  }

  private static boolean endsSoon(Authorization.Snapshot grant, Instant now) {
    return grant
        .consentUntil()
        .filter(end -> !now.isBefore(end.minus(ConnectionCard.NOTICE)))
        .isPresent();
  }
}
