package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Brings one order in line with what its channel says now. A webhook is a hint that may be late,
 * out of order or forged for another shop; the truth is fetched with the seller's own grant.
 */
@Workflow
public class SyncOrder implements ErrandHandler {

  private final ChangeOrder change;
  private final ReceiveOrder receive;
  private final SalesChannels channels;
  private final FulfilmentNetwork network;
  private final RoutingSettings settings;
  private final RetryOrder retry;

  @Inject
  public SyncOrder(
      ChangeOrder change,
      ReceiveOrder receive,
      SalesChannels channels,
      FulfilmentNetwork network,
      RoutingSettings settings,
      RetryOrder retry) {
    this.change = change;
    this.receive = receive;
    this.channels = channels;
    this.network = network;
    this.settings = settings;
    this.retry = retry;
  }

  @Override
  public String kind() {
    return OrderErrands.SYNC;
  }

  @Override
  public Outcome run(Errand errand) {
    SellerId seller = errand.seller();
    ConnectionId connection = ConnectionId.of(OrderErrands.part(errand, 1));
    ChannelOrderId id =
        new ChannelOrderId(
            new ChannelName(OrderErrands.part(errand, 0)), OrderErrands.part(errand, 2));
    Optional<ChannelOrder> told;
    Optional<Order> known;
    try {
      told = channels.of(id.channel()).fetch(seller, connection, id);
      known = change.read(seller, id);
      if (told.isEmpty()) {
        return Outcome.DONE;
      }
      if (known.isEmpty()) {
        receive.take(seller, connection, told.get());
        return Outcome.DONE;
      }
      return align(known.get(), told.get());
    } catch (PlatformTrouble e) {
      return switch (e.kind()) {
        case THROTTLED -> new Outcome.Again(e.retryAfter().orElse(Duration.ofSeconds(2)));
        case UNAUTHORIZED -> new Outcome.Again(settings.retryEvery());
        case UNAVAILABLE, DOUBTFUL, REFUSED -> throw e;
      };
    }
  }

  private Outcome align(Order order, ChannelOrder told) {
    Order.Snapshot now = order.snapshot();
    boolean stop = told.standing() == ChannelOrder.Standing.CANCELLED;
    if (told.cancelRequest().isPresent() && !stop) {
      return answer(now, told.cancelRequest().get());
    }
    if (order.cancelIsRequested()) {
      change.step(now.seller(), now.id(), Order::cancelSettled);
    }
    return switch (now.progress()) {
      case Progress.Received r -> {
        retry.now(now.seller(), now.id());
        // The routing may be running already and have asked before the order was cancelled.
        yield stop ? new Outcome.Again(Duration.ofSeconds(10)) : Outcome.DONE;
      }
      // The create call is under way: wait for its result, then cancel that.
      case Progress.Placing p -> stop ? new Outcome.Again(Duration.ofSeconds(10)) : Outcome.DONE;
      case Progress.Routed r -> stop ? cancel(now, r.fulfilment()) : seen(now, told);
      case Progress.Shipped s -> stop ? tooLate(now) : seen(now, told);
      case Progress.Delivered d -> Outcome.DONE;
      case Progress.Cancelled c -> Outcome.DONE;
      case Progress.Lost l -> Outcome.DONE;
      case Progress.Returned r -> Outcome.DONE;
      case Progress.Unfollowed u -> Outcome.DONE;
    };
  }

  /**
   * A buyer wants to cancel and the channel waits for our word: yes while it can be stopped, no
   * once it has left. The wish is noted first, so that nothing is placed meanwhile and the seller
   * sees until when it has to be answered.
   */
  private Outcome answer(Order.Snapshot order, ChannelOrder.CancelRequest wish) {
    Optional<Order> noted =
        change.step(
            order.seller(), order.id(), (o, now) -> o.cancelRequested(wish.answerBy(), now));
    if (noted.isEmpty()) {
      return Outcome.DONE;
    }
    return switch (noted.get().progress()) {
      case Progress.Received r -> {
        if (tell(order, SalesChannel.CancelAnswer.AGREED)) {
          change.step(order.seller(), order.id(), (o, now) -> o.cancelled("buyer", now));
        } else {
          // Taken back in the last moment: it is shipped after all.
          change.step(order.seller(), order.id(), Order::cancelSettled);
          retry.now(order.seller(), order.id());
        }
        yield Outcome.DONE;
      }
      // The create call is under way: wait for its result, then cancel that.
      case Progress.Placing p -> new Outcome.Again(Duration.ofSeconds(10));
      case Progress.Routed r ->
          switch (network.cancel(order.seller(), r.fulfilment())) {
            case CANCELLED -> {
              change.step(order.seller(), order.id(), (o, now) -> o.cancelled("buyer", now));
              tell(order, SalesChannel.CancelAnswer.AGREED);
              yield Outcome.DONE;
            }
            case TOO_LATE -> decline(order);
          };
      case Progress.Shipped s -> decline(order);
      case Progress.Delivered d -> decline(order);
      case Progress.Lost l -> decline(order);
      case Progress.Returned r -> decline(order);
      // Whether it has left is not known here any more: the answer is the seller's.
      case Progress.Unfollowed u -> Outcome.DONE;
      case Progress.Cancelled c -> {
        tell(order, SalesChannel.CancelAnswer.AGREED);
        yield Outcome.DONE;
      }
    };
  }

  private Outcome decline(Order.Snapshot order) {
    tell(order, SalesChannel.CancelAnswer.ALREADY_SHIPPED);
    change.step(order.seller(), order.id(), Order::cancelDeclined);
    return Outcome.DONE;
  }

  private boolean tell(Order.Snapshot order, SalesChannel.CancelAnswer answer) {
    return channels
        .of(order.channelOrder().channel())
        .answerCancel(order.seller(), order.connection(), order.channelOrder(), answer);
  }

  private Outcome seen(Order.Snapshot order, ChannelOrder told) {
    change.step(order.seller(), order.id(), (o, now) -> o.channelSays(told, Optional.empty(), now));
    return Outcome.DONE;
  }

  private Outcome cancel(Order.Snapshot order, FulfilmentId fulfilment) {
    return switch (network.cancel(order.seller(), fulfilment)) {
      case CANCELLED -> {
        change.step(order.seller(), order.id(), (o, now) -> o.cancelled("channel", now));
        yield Outcome.DONE;
      }
      case TOO_LATE -> tooLate(order);
    };
  }

  private Outcome tooLate(Order.Snapshot order) {
    change.setAside(
        order.seller(),
        order.id(),
        ExceptionClass.CANCEL_TOO_LATE,
        Optional.empty(),
        Optional.empty());
    return Outcome.DONE;
  }
}
