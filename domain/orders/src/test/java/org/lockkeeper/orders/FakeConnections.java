package org.lockkeeper.orders;

import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Connections that stand as a test says. */
final class FakeConnections implements Connections {

  State channel = State.OPEN;
  State fulfilment = State.OPEN;

  @Override
  public State channel(SellerId seller, ConnectionId connection) {
    return channel;
  }

  @Override
  public State fulfilment(SellerId seller) {
    return fulfilment;
  }
}
