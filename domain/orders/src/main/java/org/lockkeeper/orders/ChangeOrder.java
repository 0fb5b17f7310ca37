package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** One step of an order in one transaction: read for update, decide, save, announce. */
@UseCase
public class ChangeOrder {

  private final Orders orders;
  private final RecipientVault vault;
  private final DomainEvents events;
  private final Errands errands;
  private final Clock clock;

  @Inject
  public ChangeOrder(
      Orders orders, RecipientVault vault, DomainEvents events, Errands errands, Clock clock) {
    this.orders = orders;
    this.vault = vault;
    this.events = events;
    this.errands = errands;
    this.clock = clock;
  }

  /** The order as it is. */
  public Optional<Order> read(SellerId seller, OrderId id) {
    return orders.find(seller, id);
  }

  /** The order of a channel, as it is. */
  public Optional<Order> read(SellerId seller, ChannelOrderId id) {
    return orders.findForUpdate(seller, id);
  }

  /** Does one step, if the order still exists. */
  public Optional<Order> step(
      SellerId seller, OrderId id, BiFunction<Order, Instant, List<OrderEvent>> step) {
    Optional<Order> found = orders.findForUpdate(seller, id);
    found.ifPresent(order -> finish(order, step.apply(order, clock.instant())));
    return found;
  }

  /** Puts the order aside with a cause. */
  public void setAside(
      SellerId seller,
      OrderId id,
      ExceptionClass cause,
      Optional<String> detail,
      Optional<Instant> nextTry) {
    step(
        seller,
        id,
        (order, now) ->
            order.progress().ended() ? List.of() : order.setAside(cause, detail, nextTry, now));
  }

  /** Notes that Amazon has the order, and has it watched from now on. */
  public void routed(SellerId seller, OrderId id) {
    step(seller, id, Order::routed);
    errands.soon(OrderErrands.track(seller, id));
  }

  /** Has an order compared with what its channel says, at once. */
  public void bringInLine(SellerId seller, ConnectionId connection, ChannelOrderId id) {
    errands.now(OrderErrands.sync(seller, connection, id));
  }

  /** Takes over where the parcels are, and has the channel told of those that left. */
  public Optional<Order> parcelsAre(
      SellerId seller, OrderId id, List<Parcel> parcels, boolean complete) {
    Optional<Order> order =
        step(seller, id, (found, now) -> found.parcelsAre(parcels, complete, now));
    order.stream()
        .flatMap(o -> o.snapshot().parcels().stream())
        .filter(Parcel::needsReporting)
        .forEach(p -> errands.soon(OrderErrands.report(seller, id, p.number())));
    return order;
  }

  /**
   * Takes over what the channel says now and opens the recipient for shipping.
   *
   * @return the recipient to ship to; empty if there is none
   */
  public Optional<RecipientDetails> toShip(SellerId seller, OrderId id, ChannelOrder told) {
    Order order = orders.findForUpdate(seller, id).orElseThrow();
    Optional<RecipientDetails> kept =
        switch (order.recipient()) {
          case Recipient.Sealed closed ->
              Optional.of(vault.open(seller, id, closed, Purpose.FULFILMENT));
          case Recipient.Withheld w -> Optional.empty();
          case Recipient.Stripped s -> Optional.empty();
        };
    if (order.recipient() instanceof Recipient.Stripped || !order.mayChange()) {
      return kept;
    }
    boolean changed = told.recipient().isPresent() && !told.recipient().equals(kept);
    int version = order.recipient() instanceof Recipient.Sealed s ? s.version() + 1 : 1;
    Optional<Recipient.Sealed> resealed =
        changed
            ? told.recipient().map(details -> vault.seal(seller, id, version, details))
            : Optional.empty();
    finish(order, order.channelSays(told, resealed, clock.instant()));
    return told.recipient().or(() -> kept);
  }

  /** Opens the recipient again, for a call that is to be repeated. */
  public Optional<RecipientDetails> openForShipping(SellerId seller, OrderId id) {
    return orders
        .find(seller, id)
        .map(Order::recipient)
        .filter(Recipient.Sealed.class::isInstance)
        .map(Recipient.Sealed.class::cast)
        .map(closed -> vault.open(seller, id, closed, Purpose.FULFILMENT));
  }

  private void finish(Order order, List<OrderEvent> happened) {
    orders.save(order);
    happened.forEach(events::announce);
  }
}
