package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes a webhook delivery in: signature over the raw bytes first, only then anything is read. A
 * repetition has no further effect. Everything that takes longer is left to errands, since a
 * channel waits five seconds at most (TikTok Shop three).
 */
@UseCase
public class AcceptDelivery {

  private final SalesChannels channels;
  private final Deliveries deliveries;
  private final ReceiveOrder receive;
  private final Errands errands;
  private final Clock clock;

  @Inject
  public AcceptDelivery(
      SalesChannels channels,
      Deliveries deliveries,
      ReceiveOrder receive,
      Errands errands,
      Clock clock) {
    this.channels = channels;
    this.deliveries = deliveries;
    this.receive = receive;
    this.errands = errands;
    this.clock = clock;
  }

  /** What the sender is told. */
  public enum Answer {
    /** Committed, or a repetition. */
    TAKEN,
    /** Not signed by the channel, or not for this address. */
    NOT_AUTHENTIC
  }

  /** What a channel asks beyond its orders. */
  public sealed interface Request {

    /** The grant is void. */
    record Uninstalled() implements Request {}

    /** The grant will be void at {@code at} unless the seller renews it. */
    record GrantEnding(Instant at) implements Request {}

    /** The buyers of these orders are to be forgotten; if there are none, this buyer of any. */
    record Redact(List<ChannelOrderId> orders, BuyerContact buyer) implements Request {}

    /** Everything of a shop that removed us before is to be forgotten. */
    record RedactShop() implements Request {}

    /** The seller has to be told what we hold of the buyer of these orders. */
    record Tell(String request, List<ChannelOrderId> orders) implements Request {}
  }

  /**
   * The outcome.
   *
   * @param request what another context has to do about it, in the same transaction
   */
  public record Outcome(Answer answer, Optional<Request> request) {}

  /**
   * Checks, reads and takes in one delivery.
   *
   * @param account the shop that the address of this delivery belongs to
   */
  public Outcome accept(
      SellerId seller,
      ConnectionId connection,
      ChannelName name,
      String account,
      ChannelDelivery delivery) {
    Optional<SalesChannel> found = channels.named(name);
    if (found.isEmpty() || !found.get().isAuthentic(delivery)) {
      return answer(Answer.NOT_AUTHENTIC);
    }
    SalesChannel channel = found.get();
    SalesChannel.Head head;
    try {
      head = channel.head(delivery);
    } catch (SalesChannel.UnreadableDelivery e) {
      head = new SalesChannel.Head("unknown-" + clock.instant().toEpochMilli(), "unknown", account);
      unreadable(seller, connection, name, head, e);
      return answer(Answer.TAKEN);
    }
    if (!head.account().equalsIgnoreCase(account)) {
      return answer(Answer.NOT_AUTHENTIC);
    }
    if (!deliveries.note(seller, name, head, clock.instant())) {
      return answer(Answer.TAKEN);
    }
    ChannelEvent event;
    try {
      event = channel.read(delivery);
    } catch (SalesChannel.UnreadableDelivery e) {
      unreadable(seller, connection, name, head, e);
      return answer(Answer.TAKEN);
    }
    return switch (event) {
      case ChannelEvent.Ordered ordered -> {
        receive.take(seller, connection, ordered.order());
        yield answer(Answer.TAKEN);
      }
      case ChannelEvent.Changed changed -> {
        errands.now(OrderErrands.sync(seller, connection, changed.order()));
        yield answer(Answer.TAKEN);
      }
      case ChannelEvent.CancelRequested wish -> {
        errands.now(OrderErrands.sync(seller, connection, wish.order()));
        yield answer(Answer.TAKEN);
      }
      case ChannelEvent.GrantEnding ending ->
          new Outcome(Answer.TAKEN, Optional.of(new Request.GrantEnding(ending.at())));
      case ChannelEvent.Uninstalled u ->
          new Outcome(Answer.TAKEN, Optional.of(new Request.Uninstalled()));
      case ChannelEvent.RedactRequested redact ->
          new Outcome(
              Answer.TAKEN, Optional.of(new Request.Redact(redact.orders(), redact.buyer())));
      case ChannelEvent.ShopRedactRequested s ->
          new Outcome(Answer.TAKEN, Optional.of(new Request.RedactShop()));
      case ChannelEvent.DataRequested wish ->
          new Outcome(Answer.TAKEN, Optional.of(new Request.Tell(wish.request(), wish.orders())));
      case ChannelEvent.Irrelevant i -> answer(Answer.TAKEN);
    };
  }

  private void unreadable(
      SellerId seller,
      ConnectionId connection,
      ChannelName name,
      SalesChannel.Head head,
      SalesChannel.UnreadableDelivery cause) {
    deliveries.noteUnreadable(
        seller,
        new Deliveries.Unreadable(
            name,
            connection,
            head.deliveryId(),
            head.topic(),
            String.valueOf(cause.getMessage()),
            clock.instant()));
    errands.now(OrderErrands.compare(seller, name, connection));
  }

  private static Outcome answer(Answer answer) {
    return new Outcome(answer, Optional.empty());
  }
}
