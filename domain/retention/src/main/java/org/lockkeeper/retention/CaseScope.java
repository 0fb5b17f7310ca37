package org.lockkeeper.retention;

import java.util.List;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;

/** What a deletion case covers. */
public sealed interface CaseScope {

  /** Everything of the seller; the account is closed. */
  record WholeSeller() implements CaseScope {}

  /**
   * What came over one account of a platform: this connection, and those that it followed on the
   * same account.
   */
  record OneConnection(ConnectionId connection) implements CaseScope {}

  /** The buyers of these orders; the orders stay, without them. */
  record Buyers(List<OrderId> orders) implements CaseScope {
    public Buyers {
      orders = List.copyOf(orders);
    }
  }
}
