package org.lockkeeper.orders;

import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Whether the seller wants orders to move: a connection may be given a rest. */
public interface Connections {

  /** What is to be done with a connection. */
  enum State {
    OPEN,
    /** Everything is taken in, nothing is sent out, until the seller resumes it. */
    PAUSED,
    /** It was revoked, and no other has taken its place. */
    GONE
  }

  /** The channel's connection that an order came in by. */
  State channel(SellerId seller, ConnectionId connection);

  /** The seller's connection to the network that ships. */
  State fulfilment(SellerId seller);
}
