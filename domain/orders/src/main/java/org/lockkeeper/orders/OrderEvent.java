package org.lockkeeper.orders;

import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** What can happen to an order. */
public sealed interface OrderEvent extends DomainEvent {

  OrderId order();

  /** A new order was taken in. */
  record OrderReceived(
      SellerId seller, OrderId order, Instant at, ChannelName channel, int lines, int units)
      implements OrderEvent {}

  /** The channel changed the order before it was placed. */
  record OrderChanged(SellerId seller, OrderId order, Instant at, String what)
      implements OrderEvent {}

  /** The network said that it can ship. */
  record ShippingDecided(
      SellerId seller,
      OrderId order,
      Instant at,
      ShippingSpeed speed,
      Optional<Instant> latestArrival,
      Optional<String> fee)
      implements OrderEvent {}

  /** The intent to create the fulfilment order is committed. */
  record PlacingBegun(SellerId seller, OrderId order, Instant at, FulfilmentId fulfilment)
      implements OrderEvent {}

  /** Amazon has the fulfilment order. */
  record OrderRouted(SellerId seller, OrderId order, Instant at, FulfilmentId fulfilment)
      implements OrderEvent {}

  /** The order stands still, with this cause. */
  record OrderSetAside(
      SellerId seller,
      OrderId order,
      Instant at,
      ExceptionClass cause,
      Optional<String> detail,
      Optional<Instant> nextTry)
      implements OrderEvent {}

  /** What kept the order is gone. */
  record TroubleCleared(SellerId seller, OrderId order, Instant at, ExceptionClass cause)
      implements OrderEvent {}

  /** The first parcel has left. */
  record OrderShipped(SellerId seller, OrderId order, Instant at, int parcels)
      implements OrderEvent {}

  /** One parcel changed. */
  record ParcelMoved(SellerId seller, OrderId order, Instant at, int parcel, Parcel.Status status)
      implements OrderEvent {}

  /** The channel knows the tracking number of a parcel. */
  record ParcelReported(SellerId seller, OrderId order, Instant at, int parcel)
      implements OrderEvent {}

  /**
   * The last parcel was handed over.
   *
   * @param at when the carrier says it was delivered
   */
  record OrderDelivered(SellerId seller, OrderId order, Instant at) implements OrderEvent {}

  /** The order will not be shipped. */
  record OrderCancelled(SellerId seller, OrderId order, Instant at, String by)
      implements OrderEvent {}

  /** The buyer wanted to cancel and was told that it is too late. */
  record CancelDeclined(SellerId seller, OrderId order, Instant at) implements OrderEvent {}

  /** Every parcel was given up, or some were and the rest came back. */
  record OrderLost(SellerId seller, OrderId order, Instant at) implements OrderEvent {}

  /**
   * Every parcel came back.
   *
   * @param at when the last one did
   */
  record OrderReturned(SellerId seller, OrderId order, Instant at) implements OrderEvent {}

  /** Amazon goes on with it, and nobody here looks any more: the seller's account there is gone. */
  record OrderUnfollowed(SellerId seller, OrderId order, Instant at) implements OrderEvent {}

  /** The channel asks to forget the buyer. */
  record ForgetRequested(SellerId seller, OrderId order, Instant at) implements OrderEvent {}
}
