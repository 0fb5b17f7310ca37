package org.lockkeeper.retention;

import java.util.List;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;

/** What a deletion case covers. */
public sealed interface CaseScope {

  /** Everything of the seller; the account is closed. */
  record WholeSeller() implements CaseScope {}

  /**
   * What came over one account of a platform, by all connections to it that have ended: the same
   * account may have been connected again and again.
   */
  record OneAccount(List<ConnectionId> connections) implements CaseScope {
    public OneAccount {
      if (connections.isEmpty()) {
        throw new IllegalArgumentException("an account is known by its connections");
      }
      connections = List.copyOf(connections);
    }
  }

  /** The buyers of these orders; the orders stay, without them. */
  record Buyers(List<OrderId> orders) implements CaseScope {
    public Buyers {
      orders = List.copyOf(orders);
    }
  }
}
