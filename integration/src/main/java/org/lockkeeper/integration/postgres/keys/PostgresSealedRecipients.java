package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.lockkeeper.compliance.encryption.SealedRecipients;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Recipient;

/** Sealed recipients, as the orders have them. */
@ApplicationScoped
class PostgresSealedRecipients implements SealedRecipients {

  private final Orders orders;

  @Inject
  PostgresSealedRecipients(Orders orders) {
    this.orders = orders;
  }

  @Override
  public Map<OrderId, Recipient.Sealed> of(SellerId seller, Collection<OrderId> ids) {
    Map<OrderId, Recipient.Sealed> found = new HashMap<>();
    orders
        .recipients(seller, ids)
        .forEach(
            (id, recipient) -> {
              if (recipient instanceof Recipient.Sealed closed) {
                found.put(id, closed);
              }
            });
    return found;
  }
}
