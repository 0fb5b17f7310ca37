package org.lockkeeper.orders;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * One place where sellers sell. A channel is one bean of this type in one package of its own.
 *
 * <p>Calls that go out throw {@link PlatformTrouble}.
 */
public interface SalesChannel {

  ChannelName name();

  /**
   * Whether the delivery was signed by the channel, over its raw bytes, in constant time, with the
   * current or the previous secret.
   */
  boolean isAuthentic(ChannelDelivery delivery);

  /**
   * Who the delivery is from and which it is, by its headers. Only after {@link #isAuthentic}.
   *
   * @throws UnreadableDelivery if a header is missing
   */
  Head head(ChannelDelivery delivery);

  /**
   * Reads an authentic delivery through an allowlist of fields.
   *
   * @throws UnreadableDelivery if it is not what the channel documents
   */
  ChannelEvent read(ChannelDelivery delivery);

  /**
   * Whether a delivery of this kind may come in at the application's one address, which names no
   * connection: what the channel sends there by its own rules, and what it signs together with the
   * name of the account. Only after {@link #isAuthentic}.
   */
  default boolean mayComeUnaddressed(ChannelDelivery delivery) {
    return false;
  }

  /**
   * Whether the channel sends everything that we need to addresses of ours. Channels drop a
   * subscription that failed too often and say nothing; so this is asked every day.
   *
   * @param ours whether an address is one that we take in for this connection
   */
  default boolean listens(SellerId seller, ConnectionId connection, Predicate<URI> ours) {
    return true;
  }

  /**
   * Has the channel send everything that we need to this address, and to no other of ours. Done
   * twice, it has one effect. Only where {@link #listens} may answer no.
   */
  default void listen(SellerId seller, ConnectionId connection, URI address) {}

  /** The order as the channel has it now, fetched with the seller's own grant. */
  Optional<ChannelOrder> fetch(SellerId seller, ConnectionId connection, ChannelOrderId order);

  /**
   * Numbers of the orders that changed at or after {@code since}, oldest change first.
   *
   * @param limit the most to answer, 1 to 250
   */
  List<Changed> changedSince(SellerId seller, ConnectionId connection, Instant since, int limit);

  /**
   * Tells the buyer's channel that a parcel is on its way. Told twice, it has one effect.
   *
   * @param parcel says what is in it, where the network told us
   */
  Report reportParcel(
      SellerId seller, ConnectionId connection, ChannelOrderId order, Parcel parcel);

  /**
   * Answers a buyer's wish to cancel. Answered twice, it has one effect.
   *
   * @return false if the channel does not wait for an answer any more
   */
  default boolean answerCancel(
      SellerId seller, ConnectionId connection, ChannelOrderId order, CancelAnswer answer) {
    return false;
  }

  /** What became of a tracking number at the channel. */
  enum Report {
    /** The channel has it. */
    TAKEN,
    /** The channel refuses it for good. */
    REFUSED,
    /** The parcel's former number stays: the time in which it can be changed is over. */
    TOO_LATE
  }

  /** What a buyer is told who wants to cancel. */
  enum CancelAnswer {
    /** It is cancelled. */
    AGREED,
    /** It has left, or can no longer be stopped. */
    ALREADY_SHIPPED
  }

  /**
   * Which delivery this is.
   *
   * @param deliveryId the same on every retry of one delivery
   * @param account the shop it speaks for
   */
  record Head(String deliveryId, String topic, String account) {}

  /** An order's number and the instant of its last change. */
  record Changed(ChannelOrderId order, Instant version) {}

  /**
   * A signed delivery that cannot be understood. Says what is missing, nothing of what is there.
   */
  final class UnreadableDelivery extends RuntimeException {
    public UnreadableDelivery(String what) {
      super(what);
    }
  }
}
