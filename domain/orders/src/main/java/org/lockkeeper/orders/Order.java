package org.lockkeeper.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * What a buyer bought on a sales channel and how Amazon ships it. Knows which step may follow
 * which; every step answers with the events it caused, for the caller to announce.
 */
public final class Order {

  private final OrderId id;
  private final SellerId seller;
  private final ConnectionId connection;
  private final ChannelOrderId channelOrder;
  private final String label;
  private final Instant placedAt;
  private final Instant receivedAt;
  private Instant channelVersion;
  private ShippingSpeed speed;
  private List<OrderLine> lines;
  private Recipient recipient;
  private Progress progress;
  private Optional<OrderTrouble> trouble;
  private List<Parcel> parcels;

  private Order(Snapshot s) {
    id = s.id();
    seller = s.seller();
    connection = s.connection();
    channelOrder = s.channelOrder();
    label = s.label();
    placedAt = s.placedAt();
    receivedAt = s.receivedAt();
    channelVersion = s.channelVersion();
    speed = s.speed();
    lines = s.lines();
    recipient = s.recipient();
    progress = s.progress();
    trouble = s.trouble();
    parcels = s.parcels();
  }

  /** A new order. Its recipient was sealed before: there is no order with a clear one. */
  public static Order receive(
      OrderId id,
      SellerId seller,
      ConnectionId connection,
      ChannelOrder told,
      Recipient recipient,
      Instant now) {
    return new Order(
        new Snapshot(
            id,
            seller,
            connection,
            told.id(),
            told.label(),
            told.placedAt(),
            now,
            told.version(),
            told.speed(),
            told.lines(),
            recipient,
            new Progress.Received(now),
            Optional.empty(),
            List.of()));
  }

  /** Brings a stored order back. */
  public static Order restore(Snapshot snapshot) {
    return new Order(snapshot);
  }

  /** Everything there is to store. */
  public Snapshot snapshot() {
    return new Snapshot(
        id,
        seller,
        connection,
        channelOrder,
        label,
        placedAt,
        receivedAt,
        channelVersion,
        speed,
        lines,
        recipient,
        progress,
        trouble,
        parcels);
  }

  public OrderId id() {
    return id;
  }

  public Progress progress() {
    return progress;
  }

  public Recipient recipient() {
    return recipient;
  }

  public Optional<OrderTrouble> trouble() {
    return trouble;
  }

  /** Whether the channel's word of {@code version} is newer than what we know. */
  public boolean isOlderThan(Instant version) {
    return channelVersion.isBefore(version);
  }

  /** Whether lines, speed and recipient may still change: Amazon has not been asked yet. */
  public boolean mayChange() {
    return progress instanceof Progress.Received && !(recipient instanceof Recipient.Stripped);
  }

  /**
   * Takes over what the channel says now. Lines and recipient change only while Amazon has not been
   * asked; what comes later than that is noted as seen, so that it is not asked again.
   *
   * @param resealed the recipient in its new version, if it had to be sealed again
   */
  public List<OrderEvent> channelSays(
      ChannelOrder told, Optional<Recipient.Sealed> resealed, Instant now) {
    channelVersion = told.version();
    if (!mayChange()) {
      return List.of();
    }
    List<String> changes = new ArrayList<>();
    if (!told.lines().isEmpty() && !told.lines().equals(lines)) {
      lines = told.lines();
      changes.add("lines");
    }
    if (told.speed() != speed) {
      speed = told.speed();
      changes.add("speed");
    }
    if (resealed.isPresent()) {
      recipient = resealed.get();
      changes.add("recipient");
    }
    return changes.isEmpty()
        ? List.of()
        : List.of(new OrderEvent.OrderChanged(seller, id, now, String.join(",", changes)));
  }

  /** Commits to one fulfilment order, before Amazon is asked for it. */
  public List<OrderEvent> beginPlacing(Instant now) {
    return switch (progress) {
      case Progress.Received r -> {
        FulfilmentId fulfilment = FulfilmentId.of(id);
        progress = new Progress.Placing(fulfilment, now);
        yield List.of(new OrderEvent.PlacingBegun(seller, id, now, fulfilment));
      }
      case Progress.Placing p -> List.of();
      case Progress.Routed r -> throw new IllegalProgress(id, r, "placed");
      case Progress.Shipped s -> throw new IllegalProgress(id, s, "placed");
      case Progress.Delivered d -> throw new IllegalProgress(id, d, "placed");
      case Progress.Cancelled c -> throw new IllegalProgress(id, c, "placed");
      case Progress.Lost l -> throw new IllegalProgress(id, l, "placed");
      case Progress.Returned r -> throw new IllegalProgress(id, r, "placed");
      case Progress.Unfollowed u -> throw new IllegalProgress(id, u, "placed");
    };
  }

  /** Amazon certainly has none: it refused, or looked and found nothing and we gave up. */
  public void placingFailed(Instant now) {
    if (progress instanceof Progress.Placing) {
      progress = new Progress.Received(now);
    }
  }

  /** Amazon has it. A second report changes nothing. */
  public List<OrderEvent> routed(Instant now) {
    return switch (progress) {
      case Progress.Placing p -> {
        FulfilmentId fulfilment = p.fulfilment();
        progress = new Progress.Routed(fulfilment, now);
        List<OrderEvent> events = new ArrayList<>(clearTrouble(now));
        events.add(new OrderEvent.OrderRouted(seller, id, now, fulfilment));
        yield events;
      }
      case Progress.Routed r -> List.of();
      case Progress.Shipped s -> List.of();
      case Progress.Delivered d -> List.of();
      case Progress.Lost l -> List.of();
      case Progress.Returned r -> List.of();
      case Progress.Unfollowed u -> List.of();
      case Progress.Received r -> throw new IllegalProgress(id, r, "routed");
      case Progress.Cancelled c -> throw new IllegalProgress(id, c, "routed");
    };
  }

  /**
   * Takes over where the parcels are. The order is shipped when the first has left, delivered when
   * all that count have settled and one of them at the buyer's: the instant is the latest of the
   * parcels. A settled parcel never moves again.
   *
   * @param complete whether Amazon plans no further parcel
   */
  public List<OrderEvent> parcelsAre(List<Parcel> told, boolean complete, Instant now) {
    if (progress.ended() || progress.fulfilmentId().isEmpty()) {
      return List.of();
    }
    List<OrderEvent> events = new ArrayList<>(routedIfPlacing(now));
    List<Parcel> merged = new ArrayList<>();
    for (Parcel parcel : told) {
      Optional<Parcel> known =
          parcels.stream().filter(p -> p.number() == parcel.number()).findFirst();
      Parcel next = known.map(k -> merge(k, parcel)).orElse(parcel);
      if (known.map(Parcel::status).filter(next.status()::equals).isEmpty()) {
        events.add(new OrderEvent.ParcelMoved(seller, id, now, next.number(), next.status()));
      }
      merged.add(next);
    }
    merged.sort(Comparator.comparingInt(Parcel::number));
    parcels = List.copyOf(merged);

    FulfilmentId fulfilment = progress.fulfilmentId().orElseThrow();
    List<Parcel> sent =
        parcels.stream().filter(p -> p.status() != Parcel.Status.CANCELLED).toList();
    boolean left = sent.stream().anyMatch(p -> p.status() != Parcel.Status.PLANNED);
    if (left && !(progress instanceof Progress.Shipped)) {
      progress = new Progress.Shipped(fulfilment, now);
      events.addAll(clearTrouble(now));
      events.add(new OrderEvent.OrderShipped(seller, id, now, sent.size()));
    }
    if (complete && !sent.isEmpty() && sent.stream().allMatch(p -> p.status().settled())) {
      Instant last =
          sent.stream()
              .flatMap(p -> p.settledAt().stream())
              .max(Comparator.naturalOrder())
              .orElse(now);
      if (sent.stream().anyMatch(p -> p.status() == Parcel.Status.DELIVERED)) {
        progress = new Progress.Delivered(fulfilment, last);
        events.add(new OrderEvent.OrderDelivered(seller, id, last));
      } else if (sent.stream().anyMatch(p -> p.status() == Parcel.Status.LOST)) {
        progress = new Progress.Lost(fulfilment, last);
        events.add(new OrderEvent.OrderLost(seller, id, last));
      } else {
        progress = new Progress.Returned(fulfilment, last);
        events.add(new OrderEvent.OrderReturned(seller, id, last));
      }
    }
    return events;
  }

  private List<OrderEvent> routedIfPlacing(Instant now) {
    return progress instanceof Progress.Placing ? routed(now) : List.of();
  }

  private static Parcel merge(Parcel known, Parcel told) {
    boolean stays =
        known.status().settled()
            || (known.status() == Parcel.Status.IN_TRANSIT
                && told.status() == Parcel.Status.PLANNED);
    return new Parcel(
        known.number(),
        told.carrier().or(known::carrier),
        told.tracking().or(known::tracking),
        stays ? known.status() : told.status(),
        stays ? known.settledAt() : told.settledAt(),
        known.reported(),
        told.contents().isEmpty() ? known.contents() : told.contents());
  }

  /** The channel has been told of a parcel's tracking number. */
  public List<OrderEvent> parcelReported(int number, Instant now) {
    parcels = parcels.stream().map(p -> p.number() == number ? p.reportedNow() : p).toList();
    return List.of(new OrderEvent.ParcelReported(seller, id, now, number));
  }

  /** The order will not be shipped. Said twice, it changes nothing. */
  public List<OrderEvent> cancelled(String by, Instant now) {
    return switch (progress) {
      case Progress.Cancelled c -> List.of();
      case Progress.Received r -> cancel(by, now);
      case Progress.Placing p -> cancel(by, now);
      case Progress.Routed r -> cancel(by, now);
      case Progress.Shipped s -> throw new IllegalProgress(id, s, "cancelled");
      case Progress.Delivered d -> throw new IllegalProgress(id, d, "cancelled");
      case Progress.Lost l -> throw new IllegalProgress(id, l, "cancelled");
      case Progress.Returned r -> throw new IllegalProgress(id, r, "cancelled");
      case Progress.Unfollowed u -> throw new IllegalProgress(id, u, "cancelled");
    };
  }

  private List<OrderEvent> cancel(String by, Instant now) {
    List<OrderEvent> events = new ArrayList<>(clearTrouble(now));
    progress = new Progress.Cancelled(progress.fulfilmentId(), now);
    events.add(new OrderEvent.OrderCancelled(seller, id, now, by));
    return events;
  }

  /**
   * Amazon goes on with it, and we may not look any more: the account is gone, and what it told
   * goes. The order is the seller's to follow. Changes nothing unless Amazon works on it.
   */
  public List<OrderEvent> unfollowed(Instant now) {
    if (progress.ended() || progress.fulfilmentId().isEmpty()) {
      return List.of();
    }
    List<OrderEvent> events = new ArrayList<>(clearTrouble(now));
    progress = new Progress.Unfollowed(now);
    events.add(new OrderEvent.OrderUnfollowed(seller, id, now));
    return events;
  }

  /** Puts the order aside with a cause. The same cause again only moves the next try. */
  public List<OrderEvent> setAside(
      ExceptionClass cause, Optional<String> detail, Optional<Instant> nextTry, Instant now) {
    boolean same = trouble.filter(t -> t.cause() == cause && t.detail().equals(detail)).isPresent();
    Instant since = same ? trouble.orElseThrow().since() : now;
    Optional<Instant> deadline = trouble.filter(t -> same).flatMap(OrderTrouble::deadline);
    trouble = Optional.of(new OrderTrouble(cause, detail, since, nextTry, deadline));
    return same
        ? List.of()
        : List.of(new OrderEvent.OrderSetAside(seller, id, now, cause, detail, nextTry));
  }

  /**
   * The buyer wants to cancel and waits for an answer. Until it is given, nothing is placed.
   *
   * @param answerBy until when the channel waits
   */
  public List<OrderEvent> cancelRequested(Optional<Instant> answerBy, Instant now) {
    if (progress.ended()) {
      return List.of();
    }
    List<OrderEvent> events =
        setAside(ExceptionClass.CANCEL_REQUESTED, Optional.empty(), Optional.empty(), now);
    trouble =
        trouble.map(t -> new OrderTrouble(t.cause(), t.detail(), t.since(), t.nextTry(), answerBy));
    return events;
  }

  /** Whether a buyer's wish to cancel waits for an answer. */
  public boolean cancelIsRequested() {
    return trouble.filter(t -> t.cause() == ExceptionClass.CANCEL_REQUESTED).isPresent();
  }

  /** The buyer's wish was taken back, or settled at the channel. */
  public List<OrderEvent> cancelSettled(Instant now) {
    return cancelIsRequested() ? clearTrouble(now) : List.of();
  }

  /** The buyer was told that it is too late to cancel. */
  public List<OrderEvent> cancelDeclined(Instant now) {
    List<OrderEvent> events = new ArrayList<>(cancelSettled(now));
    events.add(new OrderEvent.CancelDeclined(seller, id, now));
    return events;
  }

  /** What kept the order is gone. */
  public List<OrderEvent> clearTrouble(Instant now) {
    Optional<OrderTrouble> was = trouble;
    trouble = Optional.empty();
    return was.<List<OrderEvent>>map(
            t -> List.of(new OrderEvent.TroubleCleared(seller, id, now, t.cause())))
        .orElse(List.of());
  }

  /** The state of an order, for storage, pages and tests. */
  public record Snapshot(
      OrderId id,
      SellerId seller,
      ConnectionId connection,
      ChannelOrderId channelOrder,
      String label,
      Instant placedAt,
      Instant receivedAt,
      Instant channelVersion,
      ShippingSpeed speed,
      List<OrderLine> lines,
      Recipient recipient,
      Progress progress,
      Optional<OrderTrouble> trouble,
      List<Parcel> parcels) {

    public Snapshot {
      lines = List.copyOf(lines);
      parcels = List.copyOf(parcels);
    }

    /** Single units over all lines. */
    public int units() {
      return lines.stream().mapToInt(OrderLine::quantity).sum();
    }
  }
}
