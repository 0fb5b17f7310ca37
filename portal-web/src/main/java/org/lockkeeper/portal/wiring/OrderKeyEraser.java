package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.encryption.OrderKeys;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Eraser;

/** Lets go of the keys and look-up tokens of orders. */
@ApplicationScoped
class OrderKeyEraser implements Eraser {

  private final KeyCare keys;
  private final OrderKeys orderKeys;

  @Inject
  OrderKeyEraser(KeyCare keys, OrderKeys orderKeys) {
    this.keys = keys;
    this.orderKeys = orderKeys;
  }

  @Override
  public String holder() {
    return "order keys";
  }

  @Override
  public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
    return keys.erase(seller, orders);
  }

  @Override
  public long held(SellerId seller, List<OrderId> orders) {
    return orderKeys.held(seller, orders);
  }
}
