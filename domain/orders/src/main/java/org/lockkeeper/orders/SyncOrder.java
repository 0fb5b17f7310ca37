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
    };
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
