package org.lockkeeper.portal.support;

import java.time.Instant;
import org.lockkeeper.compliance.desk.FindOrders;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.orders.Order;
import org.lockkeeper.portal.seller.Buyer;
import org.lockkeeper.portal.seller.BuyerView;
import org.lockkeeper.portal.seller.ChannelNames;
import org.lockkeeper.portal.seller.Statuses;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** An order that was found, as a row. */
@PersonalData
public record Hit(
    String path,
    String label,
    String channel,
    String match,
    String status,
    String look,
    boolean troubled,
    Instant placedAt,
    BuyerView buyer) {

  static Hit of(FindOrders.Hit hit, Buyer buyer, Texts texts, Times times) {
    Order.Snapshot order = hit.order();
    return new Hit(
        DeskOrder.path(order.seller(), order.id()),
        order.label(),
        ChannelNames.name(order.channelOrder().channel()),
        texts.get("support.match." + Words.word(hit.kind())),
        texts.of(Statuses.of(order.progress())),
        Words.word(Statuses.of(order.progress())),
        order.trouble().isPresent(),
        order.placedAt(),
        BuyerView.of(buyer, texts, times));
  }

  /** Says that something is here, and nothing of what it is. */
  @Override
  public String toString() {
    return "Hit[withheld]";
  }
}
