package org.lockkeeper.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One fulfilment order at a pretend Amazon account, at one moment: a step makes a new one.
 *
 * @param id as Amazon keeps it: a {@code +} that was sent has become a blank
 * @param request what the seller sent, for the echo
 * @param held waits for a release; Amazon gives up after {@link #HOLD_LASTS}
 */
record AmazonOrder(
    String seller,
    String id,
    ObjectNode request,
    boolean held,
    Instant receivedAt,
    Instant updatedAt,
    Status status,
    List<Item> items,
    List<Parcel> parcels) {

  static final Duration HOLD_LASTS = Duration.ofDays(14);
  static final int MOST_PARCELS = 3;

  /** The words of Amazon's order status. */
  enum Status {
    NEW("New"),
    RECEIVED("Received"),
    PLANNING("Planning"),
    PROCESSING("Processing"),
    CANCELLED("Cancelled"),
    COMPLETE("Complete"),
    COMPLETE_PARTIALLED("CompletePartialled"),
    UNFULFILLABLE("Unfulfillable"),
    INVALID("Invalid");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    @JsonValue
    String word() {
      return word;
    }

    static Optional<Status> of(String word) {
      for (Status status : values()) {
        if (status.word.equals(word)) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }

    boolean beforeProcessing() {
      return this == NEW || this == RECEIVED || this == PLANNING;
    }
  }

  /** Where a step leads. */
  enum Target {
    RECEIVED,
    PLANNING,
    PROCESSING,
    SHIPPED,
    OUT_FOR_DELIVERY,
    DELIVERED,
    UNDELIVERABLE,
    RETURNED,
    CANCELLED,
    UNFULFILLABLE,
    INVALID
  }

  /** A step that the outside world would not take. */
  static final class IllegalStep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalStep(String message) {
      super(message);
    }
  }

  /**
   * @param missing units that stock did not cover when the order came in
   */
  record Item(String id, String sku, int quantity, int cancelled, int unfulfillable, int missing) {

    int shippable() {
      return quantity - cancelled - unfulfillable;
    }
  }

  /** Where a parcel is. */
  enum Place {
    PENDING,
    IN_TRANSIT,
    OUT_FOR_DELIVERY,
    DELIVERED,
    UNDELIVERABLE,
    RETURNED
  }

  /**
   * One package.
   *
   * @param contents units by item id
   * @param lost it arrived and nobody will ever be told
   */
  record Parcel(
      int number,
      String shipmentId,
      String centre,
      String carrier,
      String tracking,
      String network,
      Map<String, Integer> contents,
      Place place,
      boolean lost,
      Instant estimatedArrival,
      @Nullable Instant shippedAt,
      List<Sighting> sightings) {

    boolean isFinal() {
      return lost
          || place == Place.DELIVERED
          || place == Place.UNDELIVERABLE
          || place == Place.RETURNED;
    }

    Parcel at(Place newPlace, @Nullable Instant shipped, Sighting... seen) {
      List<Sighting> all = new ArrayList<>(sightings);
      all.addAll(List.of(seen));
      return new Parcel(
          number,
          shipmentId,
          centre,
          carrier,
          tracking,
          network,
          contents,
          newPlace,
          lost,
          estimatedArrival,
          shipped,
          List.copyOf(all));
    }

    Parcel losingDelivery() {
      return new Parcel(
          number,
          shipmentId,
          centre,
          carrier,
          tracking,
          network,
          contents,
          place,
          true,
          estimatedArrival,
          shippedAt,
          sightings);
    }
  }

  /** One tracking event. */
  record Sighting(Instant at, String code, String description) {}

  @JsonIgnore
  String key() {
    return seller + "/" + id;
  }

  @JsonIgnore
  boolean isSettled() {
    return switch (status) {
      case CANCELLED, UNFULFILLABLE, INVALID -> true;
      case COMPLETE, COMPLETE_PARTIALLED -> parcels.stream().allMatch(Parcel::isFinal);
      case NEW, RECEIVED, PLANNING, PROCESSING -> false;
    };
  }

  @JsonIgnore
  String policy() {
    return request.path("fulfillmentPolicy").asText("FillOrKill");
  }

  Optional<Parcel> parcel(int number) {
    return parcels.stream().filter(parcel -> parcel.number() == number).findFirst();
  }

  /** The step that comes next by itself, if there is one. */
  @JsonIgnore
  Optional<Target> next() {
    return switch (status) {
      case NEW -> Optional.of(Target.RECEIVED);
      case RECEIVED -> held ? Optional.empty() : Optional.of(Target.PLANNING);
      case PLANNING -> held ? Optional.empty() : Optional.of(Target.PROCESSING);
      case PROCESSING -> Optional.of(Target.SHIPPED);
      case COMPLETE, COMPLETE_PARTIALLED ->
          parcels.stream()
              .filter(parcel -> !parcel.isFinal())
              .map(
                  parcel ->
                      parcel.place() == Place.IN_TRANSIT
                          ? Target.OUT_FOR_DELIVERY
                          : Target.DELIVERED)
              .findFirst();
      case CANCELLED, UNFULFILLABLE, INVALID -> Optional.empty();
    };
  }

  /**
   * Walks to the target through the states in between.
   *
   * @param packages how many packages to make if none are made yet, 1 to {@link #MOST_PARCELS}
   * @param only one package: its number, or its place in the order counted from 1; null = all
   * @param numbers gives each new package a number of its own
   * @throws IllegalStep if Amazon would not take this step from here
   */
  AmazonOrder moved(
      Target target, int packages, @Nullable Integer only, Instant now, LongSupplier numbers) {
    return switch (target) {
      case RECEIVED -> received(now);
      case PLANNING -> planning(now);
      case PROCESSING -> processing(packages, now, numbers);
      case SHIPPED -> shipped(packages, only, now, numbers);
      case OUT_FOR_DELIVERY -> outForDelivery(packages, only, now, numbers);
      case DELIVERED ->
          outForDelivery(packages, only, now, numbers).each(only, parcel -> arrived(parcel, now));
      case UNDELIVERABLE ->
          shipped(packages, only, now, numbers).each(only, parcel -> undeliverable(parcel, now));
      case RETURNED ->
          shipped(packages, only, now, numbers).each(only, parcel -> returned(parcel, now));
      case CANCELLED -> cancelled(now);
      case UNFULFILLABLE -> {
        requireBeforeProcessing(target);
        yield unfulfillable(now);
      }
      case INVALID -> {
        requireBeforeProcessing(target);
        yield ended(Status.INVALID, now);
      }
    };
  }

  /** The parcels arrive, and no event will ever say so. */
  AmazonOrder losingDelivery(
      int packages, @Nullable Integer only, Instant now, LongSupplier numbers) {
    return outForDelivery(packages, only, now, numbers)
        .each(
            only,
            parcel -> {
              if (parcel.isFinal()) {
                throw new IllegalStep("The parcel has come to an end already.");
              }
              return parcel.losingDelivery();
            });
  }

  AmazonOrder released(ObjectNode newRequest, Instant now) {
    return new AmazonOrder(seller, id, newRequest, false, receivedAt, now, status, items, parcels);
  }

  AmazonOrder changed(ObjectNode newRequest, List<Item> newItems, Instant now) {
    return new AmazonOrder(
        seller, id, newRequest, held, receivedAt, now, status, newItems, parcels);
  }

  /** Some units stay behind: what is left of the order goes out as it is. */
  AmazonOrder partialled(Instant now) {
    return new AmazonOrder(
        seller, id, request, held, receivedAt, now, Status.COMPLETE_PARTIALLED, items, parcels);
  }

  private void requireBeforeProcessing(Target target) {
    if (!status.beforeProcessing()) {
      throw new IllegalStep("An order that is " + status.word() + " cannot become " + target + ".");
    }
  }

  private AmazonOrder received(Instant now) {
    if (status != Status.NEW) {
      throw new IllegalStep("The order is " + status.word() + ", past Received.");
    }
    return in(Status.RECEIVED, now);
  }

  private AmazonOrder planning(Instant now) {
    if (held) {
      throw new IllegalStep("The order is on hold; release it with fulfillmentAction Ship.");
    }
    return switch (status) {
      case NEW, RECEIVED -> {
        int lacking = items.stream().mapToInt(Item::missing).sum();
        int wanted = items.stream().mapToInt(Item::quantity).sum();
        if (lacking == 0) {
          yield in(Status.PLANNING, now);
        }
        if (!policy().equals("FillAllAvailable") || lacking == wanted) {
          yield unfulfillable(now);
        }
        List<Item> partly =
            items.stream()
                .map(
                    item ->
                        new Item(
                            item.id(),
                            item.sku(),
                            item.quantity(),
                            item.cancelled(),
                            item.missing(),
                            item.missing()))
                .toList();
        yield new AmazonOrder(
            seller, id, request, held, receivedAt, now, Status.PLANNING, partly, parcels);
      }
      case PLANNING, PROCESSING, CANCELLED, COMPLETE, COMPLETE_PARTIALLED, UNFULFILLABLE, INVALID ->
          throw new IllegalStep("The order is " + status.word() + ", past Planning.");
    };
  }

  private AmazonOrder processing(int packages, Instant now, LongSupplier numbers) {
    AmazonOrder planned = status == Status.PLANNING ? this : planning(now);
    if (planned.status != Status.PLANNING) {
      return planned;
    }
    return new AmazonOrder(
        seller,
        id,
        request,
        held,
        receivedAt,
        now,
        Status.PROCESSING,
        planned.items,
        planned.packed(packages, now, numbers));
  }

  private AmazonOrder shipped(
      int packages, @Nullable Integer only, Instant now, LongSupplier numbers) {
    AmazonOrder packed =
        status == Status.PROCESSING || !parcels.isEmpty()
            ? this
            : processing(packages, now, numbers);
    if (packed.parcels.isEmpty()) {
      return packed;
    }
    AmazonOrder moving = packed.each(only, parcel -> leaving(parcel, now));
    if (moving.status != Status.PROCESSING
        || moving.parcels.stream().anyMatch(parcel -> parcel.place() == Place.PENDING)) {
      return moving;
    }
    boolean allOut = moving.items.stream().allMatch(item -> item.unfulfillable() == 0);
    return moving.in(allOut ? Status.COMPLETE : Status.COMPLETE_PARTIALLED, now);
  }

  private AmazonOrder outForDelivery(
      int packages, @Nullable Integer only, Instant now, LongSupplier numbers) {
    return shipped(packages, only, now, numbers)
        .each(
            only,
            parcel ->
                parcel.place() == Place.IN_TRANSIT
                    ? parcel.at(
                        Place.OUT_FOR_DELIVERY,
                        parcel.shippedAt(),
                        new Sighting(now, "EVENT_302", "On the van for delivery"))
                    : parcel);
  }

  private static Parcel leaving(Parcel parcel, Instant now) {
    return parcel.place() == Place.PENDING
        ? parcel.at(
            Place.IN_TRANSIT,
            now,
            new Sighting(now, "EVENT_102", "The carrier has the parcel"),
            new Sighting(now, "EVENT_202", "Left the carrier's depot"))
        : parcel;
  }

  private static Parcel arrived(Parcel parcel, Instant now) {
    if (parcel.isFinal()) {
      throw new IllegalStep("The parcel has come to an end already.");
    }
    return parcel.at(
        Place.DELIVERED,
        parcel.shippedAt(),
        new Sighting(now, "EVENT_301", "Handed over at the door"));
  }

  private static Parcel undeliverable(Parcel parcel, Instant now) {
    if (parcel.isFinal()) {
      throw new IllegalStep("The parcel has come to an end already.");
    }
    return parcel.at(
        Place.UNDELIVERABLE,
        parcel.shippedAt(),
        new Sighting(now, "EVENT_416", "Cannot be delivered"));
  }

  private static Parcel returned(Parcel parcel, Instant now) {
    if (parcel.place() == Place.DELIVERED || parcel.place() == Place.RETURNED || parcel.lost()) {
      throw new IllegalStep("The parcel has come to an end already.");
    }
    return parcel.at(
        Place.RETURNED,
        parcel.shippedAt(),
        new Sighting(now, "EVENT_408", "On its way back"),
        new Sighting(now, "EVENT_309", "Back in the warehouse"));
  }

  private AmazonOrder cancelled(Instant now) {
    if (status == Status.CANCELLED) {
      throw new IllegalStep("The order is Cancelled already.");
    }
    requireBeforeProcessing(Target.CANCELLED);
    List<Item> none =
        items.stream()
            .map(
                item ->
                    new Item(
                        item.id(), item.sku(), item.quantity(), item.quantity(), 0, item.missing()))
            .toList();
    return new AmazonOrder(
        seller, id, request, false, receivedAt, now, Status.CANCELLED, none, parcels);
  }

  private AmazonOrder unfulfillable(Instant now) {
    List<Item> none =
        items.stream()
            .map(
                item ->
                    new Item(
                        item.id(), item.sku(), item.quantity(), 0, item.quantity(), item.missing()))
            .toList();
    return new AmazonOrder(
        seller, id, request, held, receivedAt, now, Status.UNFULFILLABLE, none, parcels);
  }

  private AmazonOrder ended(Status end, Instant now) {
    return in(end, now);
  }

  private AmazonOrder in(Status newStatus, Instant now) {
    return new AmazonOrder(seller, id, request, held, receivedAt, now, newStatus, items, parcels);
  }

  private AmazonOrder each(@Nullable Integer only, UnaryOperator<Parcel> step) {
    if (parcels.isEmpty()) {
      return this;
    }
    List<Parcel> after = new ArrayList<>();
    boolean any = false;
    for (int n = 0; n < parcels.size(); n++) {
      Parcel parcel = parcels.get(n);
      boolean meant = only == null || only == n + 1 || only == parcel.number();
      any |= meant;
      boolean open = only != null || parcels.size() == 1 || !parcel.isFinal();
      after.add(meant && open ? step.apply(parcel) : parcel);
    }
    if (!any) {
      throw new IllegalStep("The order has no package " + only + ".");
    }
    if (only == null && parcels.size() > 1 && parcels.stream().allMatch(Parcel::isFinal)) {
      throw new IllegalStep("Every parcel has come to an end already.");
    }
    return new AmazonOrder(
        seller, id, request, held, receivedAt, updatedAt, status, items, List.copyOf(after));
  }

  private List<Parcel> packed(int packages, Instant now, LongSupplier numbers) {
    List<Item> open = items.stream().filter(item -> item.shippable() > 0).toList();
    int units = open.stream().mapToInt(Item::shippable).sum();
    int count = Math.clamp(packages, 1, Math.min(MOST_PARCELS, units));
    List<Map<String, Integer>> contents = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      contents.add(new LinkedHashMap<>());
    }
    int unit = 0;
    for (Item item : open) {
      for (int n = 0; n < item.shippable(); n++, unit++) {
        contents.get(unit * count / units).merge(item.id(), 1, Integer::sum);
      }
    }
    List<Parcel> packed = new ArrayList<>();
    String shipment = "";
    for (int n = 0; n < count; n++) {
      int number = Math.toIntExact(numbers.getAsLong());
      if (n % 2 == 0) {
        shipment = "D" + (200_000_000L + number);
      }
      packed.add(
          new Parcel(
              number,
              shipment,
              n < 2 ? "BOI2" : "RNO4",
              "AMZN_US",
              "TBA%012d".formatted(number),
              "AFTN%012d".formatted(number),
              contents.get(n),
              Place.PENDING,
              false,
              now.plus(Duration.ofDays(3)),
              null,
              List.of(new Sighting(now, "EVENT_101", "The carrier has been told"))));
    }
    return List.copyOf(packed);
  }

  @Override
  public String toString() {
    return "AmazonOrder[" + seller + ", " + id + ", " + status.word() + "]";
  }
}
