package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetentions;

/** Reads what of one seller goes when. */
@ApplicationScoped
class SellerRetentionReader {

  private final BuyerRetentions retentions;

  @Inject
  SellerRetentionReader(BuyerRetentions retentions) {
    this.retentions = retentions;
  }

  @Transactional
  List<BuyerRetentions.DayCount> ends(SellerId seller, LocalDate first, int days) {
    return retentions.forecast(seller, first, days);
  }
}
