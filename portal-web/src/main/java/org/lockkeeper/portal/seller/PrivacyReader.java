package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.TakeStock;

/** Reads what is held of a seller and what goes next. */
@ApplicationScoped
class PrivacyReader {

  static final int DAYS = 30;

  private final TakeStock stock;
  private final BuyerRetentions retentions;

  @Inject
  PrivacyReader(TakeStock stock, BuyerRetentions retentions) {
    this.stock = stock;
    this.retentions = retentions;
  }

  /** What is held, store by store. */
  @Transactional
  List<TakeStock.Held> held(SellerId seller) {
    return stock.of(seller);
  }

  /** The coming ends by day, today first. */
  @Transactional
  List<BuyerRetentions.DayCount> ends(SellerId seller, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return retentions.forecast(seller, today, DAYS);
  }
}
