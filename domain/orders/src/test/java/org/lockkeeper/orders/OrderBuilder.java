package org.lockkeeper.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Builds orders by walking the real steps. */
public final class OrderBuilder {

  public static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  public static final SellerId OTHER_SELLER = SellerId.of("01900000-0000-7000-8000-00000000000b");
  public static final ConnectionId CONNECTION =
      ConnectionId.of("01900000-0000-7000-8000-0000000000c1");
  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private OrderId id = new OrderId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
  private SellerId seller = SELLER;
  private ConnectionId connection = CONNECTION;
  private String number = "1001";
  private Recipient recipient = sealedAda(1);
  private final List<OrderEvent> events = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  /** One step of an order. */
  @FunctionalInterface
  public interface Step {
    List<OrderEvent> of(Order order);
  }

  private OrderBuilder() {}

  public static OrderBuilder anOrder() {
    return new OrderBuilder();
  }

  /** A sealed recipient that no vault made; its bytes only look like it. */
  public static Recipient.Sealed sealedAda(int version) {
    return new Recipient.Sealed(
        version,
        bytes(version, 1),
        bytes(version, 2),
        Optional.of(bytes(version, 3)),
        Optional.of(bytes(version, 4)),
        bytes(version, 5));
  }

  private static Ciphertext bytes(int version, int field) {
    return new Ciphertext(new byte[] {(byte) version, (byte) field, 0, 1});
  }

  public OrderBuilder id(OrderId newId) {
    id = newId;
    return this;
  }

  public OrderBuilder of(SellerId newSeller, ConnectionId newConnection) {
    seller = newSeller;
    connection = newConnection;
    return this;
  }

  public OrderBuilder number(String newNumber) {
    number = newNumber;
    return this;
  }

  public OrderBuilder with(Recipient newRecipient) {
    recipient = newRecipient;
    return this;
  }

  public OrderBuilder then(Step step) {
    steps.add(step);
    return this;
  }

  public OrderBuilder placing(Instant at) {
    return then(order -> order.beginPlacing(at));
  }

  public OrderBuilder routed(Instant at) {
    return placing(at).then(order -> order.routed(at));
  }

  public OrderBuilder shipped(Instant at) {
    return routed(at).then(order -> order.parcelsAre(List.of(inTransit(1)), false, at));
  }

  public OrderBuilder delivered(Instant at) {
    return shipped(at).then(order -> order.parcelsAre(List.of(delivered(1, at)), true, at));
  }

  public OrderBuilder lost(Instant at) {
    return shipped(at).then(order -> order.parcelsAre(List.of(givenUp(1, at)), true, at));
  }

  public OrderBuilder returned(Instant at) {
    return shipped(at).then(order -> order.parcelsAre(List.of(returned(1, at)), true, at));
  }

  public OrderBuilder cancelled(Instant at) {
    return then(order -> order.cancelled("channel", at));
  }

  public OrderBuilder setAside(ExceptionClass cause, Instant at) {
    return then(
        order ->
            order.setAside(cause, Optional.of("MUG-RED"), Optional.of(at.plusSeconds(900)), at));
  }

  public Order build() {
    Order order = Order.receive(id, seller, connection, Ada.order(number, NOON), recipient, NOON);
    steps.forEach(step -> events.addAll(step.of(order)));
    return order;
  }

  public static Parcel planned(int number) {
    return parcel(number, Optional.empty(), Parcel.Status.PLANNED, Optional.empty());
  }

  public static Parcel inTransit(int number) {
    return parcel(
        number, Optional.of("TBA00" + number), Parcel.Status.IN_TRANSIT, Optional.empty());
  }

  public static Parcel delivered(int number, Instant at) {
    return parcel(number, Optional.of("TBA00" + number), Parcel.Status.DELIVERED, Optional.of(at));
  }

  public static Parcel givenUp(int number, Instant at) {
    return parcel(number, Optional.of("TBA00" + number), Parcel.Status.LOST, Optional.of(at));
  }

  public static Parcel returned(int number, Instant at) {
    return parcel(number, Optional.of("TBA00" + number), Parcel.Status.RETURNED, Optional.of(at));
  }

  public static Parcel cancelled(int number) {
    return parcel(number, Optional.empty(), Parcel.Status.CANCELLED, Optional.empty());
  }

  public static Parcel parcel(
      int number, Optional<String> tracking, Parcel.Status status, Optional<Instant> settledAt) {
    return new Parcel(
        number, Optional.of("AMZN_US"), tracking, status, settledAt, Optional.empty());
  }
}
