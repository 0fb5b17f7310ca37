package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Brings an order to Amazon: asks the channel for its latest word, asks Amazon whether it can ship,
 * commits the intent, creates exactly one fulfilment order, commits the result.
 *
 * <p>Whatever dies in between, the next run looks at Amazon before it calls again, and only ever
 * names the id that is derived from the order.
 */
@Workflow
public class RouteOrder implements ErrandHandler {

  private final ChangeOrder change;
  private final SalesChannels channels;
  private final FulfilmentNetwork network;
  private final Connections connections;
  private final RoutingSettings settings;
  private final Clock clock;

  @Inject
  public RouteOrder(
      ChangeOrder change,
      SalesChannels channels,
      FulfilmentNetwork network,
      Connections connections,
      RoutingSettings settings,
      Clock clock) {
    this.change = change;
    this.channels = channels;
    this.network = network;
    this.connections = connections;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return OrderErrands.ROUTE;
  }

  @Override
  public Outcome run(Errand errand) {
    SellerId seller = errand.seller();
    OrderId id = OrderId.of(errand.subject());
    Optional<Order> order = change.read(seller, id);
    if (order.isEmpty()) {
      return Outcome.DONE;
    }
    try {
      return switch (order.get().progress()) {
        case Progress.Received r ->
            resting(order.get().snapshot()).orElseGet(() -> decide(order.get().snapshot()));
        case Progress.Placing p ->
            resting(order.get().snapshot())
                .orElseGet(() -> resume(order.get().snapshot(), p.fulfilment()));
        case Progress.Routed r -> Outcome.DONE;
        case Progress.Shipped s -> Outcome.DONE;
        case Progress.Delivered d -> Outcome.DONE;
        case Progress.Cancelled c -> Outcome.DONE;
        case Progress.Lost l -> Outcome.DONE;
        case Progress.Returned r -> Outcome.DONE;
        case Progress.Unfollowed u -> Outcome.DONE;
      };
    } catch (RecipientVault.NotAuthentic e) {
      change.setAside(
          seller, id, ExceptionClass.DATA_UNAVAILABLE, Optional.empty(), Optional.empty());
      return Outcome.DONE;
    } catch (RecipientVault.SealingUnavailable e) {
      setAside(seller, id, ExceptionClass.SEALING_UNAVAILABLE);
      throw e;
    }
  }

  /** A seller who wants a rest gets it: the order waits, and is woken when the rest is over. */
  private Optional<Outcome> resting(Order.Snapshot order) {
    if (connections.channel(order.seller(), order.connection()) == Connections.State.PAUSED) {
      return Optional.of(rest(order, ExceptionClass.CHANNEL_PAUSED));
    }
    return connections.fulfilment(order.seller()) == Connections.State.PAUSED
        ? Optional.of(rest(order, ExceptionClass.AMAZON_PAUSED))
        : Optional.empty();
  }

  private Outcome rest(Order.Snapshot order, ExceptionClass cause) {
    setAside(order.seller(), order.id(), cause);
    return new Outcome.Again(settings.retryEvery());
  }

  private Outcome decide(Order.Snapshot order) {
    SellerId seller = order.seller();
    if (order.recipient() instanceof Recipient.Stripped) {
      change.setAside(
          seller, order.id(), ExceptionClass.PII_STRIPPED, Optional.empty(), Optional.empty());
      return Outcome.DONE;
    }
    Optional<ChannelOrder> told;
    try {
      told =
          channels
              .of(order.channelOrder().channel())
              .fetch(seller, order.connection(), order.channelOrder());
    } catch (PlatformTrouble e) {
      return trouble(
          order, e, ExceptionClass.CHANNEL_AUTH_LOST, ExceptionClass.CHANNEL_5XX, e.kind());
    }
    ChannelOrder.Standing standing =
        told.map(ChannelOrder::standing).orElse(ChannelOrder.Standing.CANCELLED);
    Optional<ChannelOrder.CancelRequest> wish = told.flatMap(ChannelOrder::cancelRequest);
    if (wish.isPresent() && standing != ChannelOrder.Standing.CANCELLED) {
      return leaveToTheAnswer(order, wish.get());
    }
    return switch (standing) {
      case CANCELLED -> cancel(order, "channel");
      case NOTHING_TO_SHIP -> cancel(order, "fulfilled-elsewhere");
      case HELD -> wait(order, ExceptionClass.CHANNEL_HOLD, Optional.empty());
      case CHANNEL_SHIPS -> wait(order, ExceptionClass.WRONG_SHIPPING_TYPE, Optional.empty());
      case OPEN -> ask(order, told.orElseThrow());
    };
  }

  /** The buyer wants to cancel: nothing is placed; bringing the order in line answers the wish. */
  private Outcome leaveToTheAnswer(Order.Snapshot order, ChannelOrder.CancelRequest wish) {
    change.step(order.seller(), order.id(), (o, now) -> o.cancelRequested(wish.answerBy(), now));
    change.bringInLine(order.seller(), order.connection(), order.channelOrder());
    return Outcome.DONE;
  }

  private Outcome cancel(Order.Snapshot order, String by) {
    change.step(order.seller(), order.id(), (o, now) -> o.cancelled(by, now));
    return Outcome.DONE;
  }

  private Outcome ask(Order.Snapshot order, ChannelOrder told) {
    Optional<RecipientDetails> recipient = change.toShip(order.seller(), order.id(), told);
    if (recipient.isEmpty()) {
      return wait(order, ExceptionClass.ADDRESS_WITHHELD, Optional.empty());
    }
    if (recipient.get().lines().isEmpty()) {
      return wait(order, ExceptionClass.ADDRESS_INVALID, Optional.empty());
    }
    FulfilmentNetwork.Shipment shipment =
        new FulfilmentNetwork.Shipment(
            FulfilmentId.of(order.id()),
            order.label(),
            order.placedAt(),
            told.speed(),
            told.lines(),
            recipient.get());
    FulfilmentNetwork.Preview preview;
    try {
      preview = network.preview(order.seller(), shipment);
    } catch (PlatformTrouble e) {
      return amazonTrouble(order, e);
    }
    return switch (preview) {
      case FulfilmentNetwork.Preview.Impossible no -> wait(order, no.cause(), no.detail());
      case FulfilmentNetwork.Preview.Possible yes -> {
        Optional<Order> after =
            change.step(
                order.seller(),
                order.id(),
                (o, now) -> {
                  if (o.cancelIsRequested()) {
                    return List.of();
                  }
                  List<OrderEvent> events = new ArrayList<>(o.clearTrouble(now));
                  events.add(
                      new OrderEvent.ShippingDecided(
                          order.seller(),
                          order.id(),
                          now,
                          told.speed(),
                          yes.latestArrival(),
                          yes.fee()));
                  events.addAll(o.beginPlacing(now));
                  return events;
                });
        boolean begun =
            after.map(Order::progress).filter(Progress.Placing.class::isInstance).isPresent();
        yield begun ? place(order, shipment) : Outcome.DONE;
      }
    };
  }

  private Outcome resume(Order.Snapshot order, FulfilmentId fulfilment) {
    try {
      if (network.find(order.seller(), fulfilment).isPresent()) {
        change.routed(order.seller(), order.id());
        return Outcome.DONE;
      }
    } catch (PlatformTrouble e) {
      return amazonTrouble(order, e);
    }
    Optional<RecipientDetails> recipient = change.openForShipping(order.seller(), order.id());
    if (recipient.isEmpty()) {
      change.step(
          order.seller(),
          order.id(),
          (o, now) -> {
            o.placingFailed(now);
            return o.setAside(ExceptionClass.PII_STRIPPED, Optional.empty(), Optional.empty(), now);
          });
      return Outcome.DONE;
    }
    return place(
        order,
        new FulfilmentNetwork.Shipment(
            fulfilment,
            order.label(),
            order.placedAt(),
            order.speed(),
            order.lines(),
            recipient.get()));
  }

  private Outcome place(Order.Snapshot order, FulfilmentNetwork.Shipment shipment) {
    FulfilmentNetwork.Placement placement;
    try {
      placement = network.place(order.seller(), shipment);
    } catch (PlatformTrouble e) {
      return amazonTrouble(order, e);
    }
    return switch (placement) {
      case FulfilmentNetwork.Placement.Accepted a -> {
        change.routed(order.seller(), order.id());
        yield Outcome.DONE;
      }
      case FulfilmentNetwork.Placement.Refused no -> {
        change.step(
            order.seller(),
            order.id(),
            (o, now) -> {
              o.placingFailed(now);
              return o.setAside(no.cause(), no.detail(), nextTry(settings.retryEvery()), now);
            });
        yield new Outcome.Again(settings.retryEvery());
      }
    };
  }

  private Outcome wait(Order.Snapshot order, ExceptionClass cause, Optional<String> detail) {
    change.setAside(order.seller(), order.id(), cause, detail, nextTry(settings.retryEvery()));
    return new Outcome.Again(settings.retryEvery());
  }

  private Outcome amazonTrouble(Order.Snapshot order, PlatformTrouble e) {
    return trouble(order, e, ExceptionClass.AMAZON_AUTH_LOST, ExceptionClass.AMAZON_5XX, e.kind());
  }

  private Outcome trouble(
      Order.Snapshot order,
      PlatformTrouble e,
      ExceptionClass authLost,
      ExceptionClass outage,
      PlatformTrouble.Kind kind) {
    return switch (kind) {
      case THROTTLED -> new Outcome.Again(e.retryAfter().orElse(Duration.ofSeconds(2)));
      case UNAUTHORIZED -> wait(order, authLost, Optional.empty());
      case UNAVAILABLE, DOUBTFUL, REFUSED -> {
        setAside(order.seller(), order.id(), outage);
        throw e;
      }
    };
  }

  private void setAside(SellerId seller, OrderId id, ExceptionClass cause) {
    change.setAside(seller, id, cause, Optional.empty(), Optional.empty());
  }

  private Optional<Instant> nextTry(Duration pause) {
    return Optional.of(clock.instant().plus(pause));
  }

  @Override
  public void willRetry(Errand errand, RuntimeException failure, Instant nextTry) {
    change.step(
        errand.seller(),
        OrderId.of(errand.subject()),
        (o, now) ->
            o.trouble()
                .map(t -> o.setAside(t.cause(), t.detail(), Optional.of(nextTry), now))
                .orElse(List.of()));
  }

  @Override
  public void gaveUp(Errand errand, RuntimeException failure) {
    change.setAside(
        errand.seller(),
        OrderId.of(errand.subject()),
        ExceptionClass.GAVE_UP,
        Optional.empty(),
        Optional.empty());
  }
}
