package org.lockkeeper.orders;

/**
 * One line of an order.
 *
 * @param channelLineId the line's id at the channel
 * @param sku the seller's stock-keeping unit; the same word at the channel and at Amazon
 * @param title what the product is called; may be empty
 * @param quantity single units still to ship, 1 or more
 */
public record OrderLine(String channelLineId, String sku, String title, int quantity) {

  public OrderLine {
    if (quantity < 1) {
      throw new IllegalArgumentException("an order line has at least one unit");
    }
  }
}
