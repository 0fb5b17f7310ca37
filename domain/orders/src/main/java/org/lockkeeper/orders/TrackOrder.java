package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Duration;
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
 * Watches a fulfilment order until its last parcel has settled. "Complete" at Amazon means shipped;
 * the instant of delivery comes from each parcel's own tracking.
 */
@Workflow
public class TrackOrder implements ErrandHandler {

  private final ChangeOrder change;
  private final FulfilmentNetwork network;
  private final RoutingSettings settings;

  @Inject
  public TrackOrder(ChangeOrder change, FulfilmentNetwork network, RoutingSettings settings) {
    this.change = change;
    this.network = network;
    this.settings = settings;
  }

  @Override
  public String kind() {
    return OrderErrands.TRACK;
  }

  @Override
  public Outcome run(Errand errand) {
    SellerId seller = errand.seller();
    OrderId id = OrderId.of(errand.subject());
    Optional<Order> order = change.read(seller, id);
    Optional<FulfilmentId> fulfilment = order.flatMap(o -> o.progress().fulfilmentId());
    if (fulfilment.isEmpty() || order.orElseThrow().progress().ended()) {
      return Outcome.DONE;
    }
    try {
      return look(seller, order.get(), fulfilment.get());
    } catch (PlatformTrouble e) {
      return switch (e.kind()) {
        case THROTTLED -> new Outcome.Again(e.retryAfter().orElse(settings.trackEvery()));
        case UNAUTHORIZED -> {
          change.setAside(
              seller, id, ExceptionClass.AMAZON_AUTH_LOST, Optional.empty(), Optional.empty());
          yield new Outcome.Again(settings.retryEvery());
        }
        // Watching can wait: an outage delays news and breaks nothing, so it never gives up.
        case UNAVAILABLE, DOUBTFUL, REFUSED ->
            new Outcome.Again(later(settings.trackEvery().multipliedBy(2)));
      };
    }
  }

  private static Duration later(Duration pause) {
    Duration most = Duration.ofHours(1);
    return pause.compareTo(most) < 0 ? pause : most;
  }

  private Outcome look(SellerId seller, Order order, FulfilmentId fulfilment) {
    Optional<FulfilmentNetwork.Standing> standing = network.watch(seller, fulfilment);
    if (standing.isEmpty()) {
      change.setAside(
          seller,
          order.id(),
          ExceptionClass.UNFULFILLABLE_AFTER_ACCEPT,
          Optional.empty(),
          Optional.empty());
      return new Outcome.Again(settings.retryEvery());
    }
    return switch (standing.get().state()) {
      case CANCELLED -> {
        change.step(seller, order.id(), (o, now) -> o.cancelled("amazon", now));
        yield Outcome.DONE;
      }
      case UNFULFILLABLE -> {
        change.setAside(
            seller,
            order.id(),
            ExceptionClass.UNFULFILLABLE_AFTER_ACCEPT,
            Optional.empty(),
            Optional.empty());
        yield Outcome.DONE;
      }
      case IN_WORK -> parcels(seller, order, standing.get(), false);
      case ALL_SHIPPED -> parcels(seller, order, standing.get(), true);
    };
  }

  private Outcome parcels(
      SellerId seller, Order order, FulfilmentNetwork.Standing standing, boolean complete) {
    List<Parcel> known = order.snapshot().parcels();
    List<Parcel> seen = new ArrayList<>();
    for (Parcel parcel : standing.parcels()) {
      boolean settled =
          known.stream().anyMatch(k -> k.number() == parcel.number() && k.status().settled());
      if (settled || parcel.status() != Parcel.Status.IN_TRANSIT) {
        seen.add(parcel);
        continue;
      }
      FulfilmentNetwork.Track track = network.track(seller, parcel.number());
      seen.add(
          new Parcel(
              parcel.number(),
              parcel.carrier(),
              parcel.tracking(),
              track.status() == Parcel.Status.PLANNED ? Parcel.Status.IN_TRANSIT : track.status(),
              track.settledAt(),
              Optional.empty(),
              parcel.contents()));
    }
    Optional<Order> after = change.parcelsAre(seller, order.id(), seen, complete);
    return after.map(o -> o.progress().ended()).orElse(true)
        ? Outcome.DONE
        : new Outcome.Again(settings.trackEvery());
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
