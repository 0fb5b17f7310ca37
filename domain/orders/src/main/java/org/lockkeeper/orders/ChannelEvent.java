package org.lockkeeper.orders;

import java.time.Instant;
import java.util.List;

/** Everything that a sales channel can tell us. */
public sealed interface ChannelEvent {

  /** A buyer ordered; the whole order came along. */
  record Ordered(ChannelOrder order) implements ChannelEvent {}

  /** Something about an order has changed, or it was cancelled: ask the channel what it is now. */
  record Changed(ChannelOrderId order) implements ChannelEvent {}

  /**
   * The buyer wants the order cancelled and the channel waits for our answer: ask the channel how
   * it stands.
   */
  record CancelRequested(ChannelOrderId order) implements ChannelEvent {}

  /**
   * The seller's grant ends unless the seller renews it.
   *
   * @param at the first instant at which it is void
   */
  record GrantEnding(Instant at) implements ChannelEvent {}

  /** The seller removed us from the shop; its grant is void. */
  record Uninstalled() implements ChannelEvent {}

  /**
   * The channel asks to forget the buyers of these orders.
   *
   * @param orders empty if the channel names none
   * @param buyer who is meant, which counts where no order is named
   */
  record RedactRequested(List<ChannelOrderId> orders, BuyerContact buyer) implements ChannelEvent {}

  /** The channel asks to forget everything that came from the shop, which removed us before. */
  record ShopRedactRequested() implements ChannelEvent {}

  /**
   * A buyer asks through the channel what we hold of them; the answer goes to the seller.
   *
   * @param request the channel's number of the wish
   */
  record DataRequested(String request, List<ChannelOrderId> orders) implements ChannelEvent {}

  /** Understood, and nothing for us to do. */
  record Irrelevant() implements ChannelEvent {}
}
