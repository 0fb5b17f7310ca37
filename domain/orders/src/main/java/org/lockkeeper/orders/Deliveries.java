package org.lockkeeper.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Which webhook deliveries came in, by ids only, and up to when a channel has been compared. */
public interface Deliveries {

  /**
   * Notes a delivery, and waits for a simultaneous one with the same id.
   *
   * @return false if it was noted before: a repetition with no further effect
   */
  boolean note(SellerId seller, ChannelName channel, SalesChannel.Head head, Instant at);

  /** Notes that a delivery was signed but could not be understood, and why, in our words. */
  void noteUnreadable(SellerId seller, Unreadable unreadable);

  /** The unreadable deliveries, newest first, at most {@code limit}. */
  List<Unreadable> unreadable(SellerId seller, int limit);

  /** The instant up to which the channel's orders were compared with ours. */
  Optional<Instant> comparedUpTo(SellerId seller, ConnectionId connection);

  void compared(SellerId seller, ConnectionId connection, Instant upTo);

  /** One delivery that was signed and could not be understood. */
  record Unreadable(
      ChannelName channel,
      ConnectionId connection,
      String deliveryId,
      String topic,
      String reason,
      Instant at) {}
}
