package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Tells the sales channel the carrier and tracking number of a parcel that has left. */
@Workflow
public class ReportParcel implements ErrandHandler {

  private static final Set<ExceptionClass> UNTOLD =
      Set.of(ExceptionClass.CHANNEL_PAUSED, ExceptionClass.CHANNEL_AUTH_LOST);

  private final ChangeOrder change;
  private final SalesChannels channels;
  private final Connections connections;
  private final RoutingSettings settings;

  @Inject
  public ReportParcel(
      ChangeOrder change,
      SalesChannels channels,
      Connections connections,
      RoutingSettings settings) {
    this.change = change;
    this.channels = channels;
    this.connections = connections;
    this.settings = settings;
  }

  @Override
  public String kind() {
    return OrderErrands.REPORT;
  }

  @Override
  public Outcome run(Errand errand) {
    SellerId seller = errand.seller();
    OrderId id = OrderId.of(OrderErrands.part(errand, 0));
    int number = Integer.parseInt(OrderErrands.part(errand, 1));
    Optional<Order.Snapshot> order = change.read(seller, id).map(Order::snapshot);
    Optional<Parcel> parcel =
        order.stream()
            .flatMap(o -> o.parcels().stream())
            .filter(p -> p.number() == number && p.needsReporting())
            .findFirst();
    if (parcel.isEmpty()) {
      return Outcome.DONE;
    }
    Order.Snapshot found = order.orElseThrow();
    if (connections.channel(seller, found.connection()) == Connections.State.PAUSED) {
      change.setAside(
          seller, id, ExceptionClass.CHANNEL_PAUSED, Optional.empty(), Optional.empty());
      return new Outcome.Again(settings.retryEvery());
    }
    SalesChannel.Report report;
    try {
      report =
          channels
              .of(found.channelOrder().channel())
              .reportParcel(seller, found.connection(), found.channelOrder(), parcel.get());
    } catch (PlatformTrouble e) {
      if (e.kind() == PlatformTrouble.Kind.THROTTLED) {
        return new Outcome.Again(e.retryAfter().orElse(Duration.ofSeconds(2)));
      }
      if (e.kind() == PlatformTrouble.Kind.UNAUTHORIZED) {
        change.setAside(
            seller, id, ExceptionClass.CHANNEL_AUTH_LOST, Optional.empty(), Optional.empty());
        return new Outcome.Again(settings.retryEvery());
      }
      throw e;
    }
    switch (report) {
      case TAKEN -> change.step(seller, id, (o, now) -> told(o, number, now));
      case REFUSED -> refused(seller, id, number, ExceptionClass.TRACKING_REFUSED_BY_CHANNEL);
      case TOO_LATE -> refused(seller, id, number, ExceptionClass.TRACKING_CHANGE_TOO_LATE);
    }
    return Outcome.DONE;
  }

  /** What kept the channel from being told is gone as well. */
  private static List<OrderEvent> told(Order order, int parcel, Instant now) {
    List<OrderEvent> events = new ArrayList<>(order.parcelReported(parcel, now));
    if (order.trouble().filter(t -> UNTOLD.contains(t.cause())).isPresent()) {
      events.addAll(order.clearTrouble(now));
    }
    return events;
  }

  private void refused(SellerId seller, OrderId id, int number, ExceptionClass cause) {
    change.setAside(seller, id, cause, Optional.of("parcel " + number), Optional.empty());
  }
}
