package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** Reads the deliveries that could not be understood, in one transaction of one seller. */
@ApplicationScoped
class DeliveriesReader {

  /** The most that are shown; what is beyond is said to be "or more". */
  static final int MOST = 200;

  private final org.lockkeeper.orders.Deliveries deliveries;

  @Inject
  DeliveriesReader(org.lockkeeper.orders.Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Transactional
  List<org.lockkeeper.orders.Deliveries.Unreadable> of(SellerId seller) {
    return deliveries.unreadable(seller, MOST);
  }
}
