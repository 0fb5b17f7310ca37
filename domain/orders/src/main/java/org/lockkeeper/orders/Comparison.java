package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of a comparison with a channel, each in its own transaction. */
@UseCase
public class Comparison {

  private final Orders orders;
  private final Deliveries deliveries;
  private final Errands errands;

  @Inject
  public Comparison(Orders orders, Deliveries deliveries, Errands errands) {
    this.orders = orders;
    this.deliveries = deliveries;
    this.errands = errands;
  }

  /** Has the channel compared from now on, every so often. */
  public void begin(SellerId seller, ChannelName channel, ConnectionId connection) {
    errands.soon(OrderErrands.compare(seller, channel, connection));
  }

  /** Has the channel compared at once. */
  public void now(SellerId seller, ChannelName channel, ConnectionId connection) {
    errands.now(OrderErrands.compare(seller, channel, connection));
  }

  public Optional<Instant> upTo(SellerId seller, ConnectionId connection) {
    return deliveries.comparedUpTo(seller, connection);
  }

  public void bringInLine(
      SellerId seller, ConnectionId connection, List<SalesChannel.Changed> changed, Instant upTo) {
    for (SalesChannel.Changed one : changed) {
      boolean news =
          orders
              .findForUpdate(seller, one.order())
              .map(order -> order.isOlderThan(one.version()))
              .orElseGet(() -> !orders.isErased(seller, one.order()));
      if (news) {
        errands.soon(OrderErrands.sync(seller, connection, one.order()));
      }
    }
    deliveries.compared(seller, connection, upTo);
  }
}
