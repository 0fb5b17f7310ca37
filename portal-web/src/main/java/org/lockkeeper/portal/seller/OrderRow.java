package org.lockkeeper.portal.seller;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard.Status;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.ShippingSpeed;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * One line of the list.
 *
 * @param path the order's page
 * @param fulfilment the order's name at Amazon; empty text if there is none yet
 * @param tracking the first parcel's tracking number; empty text if none is known
 * @param moreParcels how many parcels there are besides that one
 * @param trouble the cause in one sentence; empty text if the order goes on
 * @param ring how long the buyer's data may stay; null if no date is known
 */
@PersonalData
public record OrderRow(
    String path,
    String label,
    String channel,
    Instant placedAt,
    Instant receivedAt,
    int items,
    int units,
    BuyerView buyer,
    Status status,
    ShippingSpeed speed,
    String fulfilment,
    String tracking,
    int moreParcels,
    String trouble,
    Clocks.@Nullable Ring ring) {

  static OrderRow of(OrdersReader.Line line, Texts texts, Times times, Clocks clocks) {
    Order.Snapshot order = line.order();
    List<Parcel> parcels =
        order.parcels().stream().filter(parcel -> parcel.tracking().isPresent()).toList();
    return new OrderRow(
        OrderPage.path(order.id()),
        order.label(),
        ChannelNames.name(order.channelOrder().channel()),
        order.placedAt(),
        order.receivedAt(),
        order.lines().size(),
        order.units(),
        BuyerView.of(line.buyer(), texts, times),
        Statuses.of(order.progress()),
        order.speed(),
        order.progress().fulfilmentId().map(FulfilmentId::value).orElse(""),
        parcels.stream().findFirst().flatMap(Parcel::tracking).orElse(""),
        Math.max(0, parcels.size() - 1),
        order.trouble().map(trouble -> texts.of(trouble.cause())).orElse(""),
        line.retention()
            .map(r -> clocks.ring(r.anchoredAt(), r.endsAt(), r.endedAt()))
            .orElse(null));
  }

  /** The style class of the status. */
  public String look() {
    return OrderFilter.word(status);
  }

  /** Says that something is here, and nothing of what it is. */
  @Override
  public String toString() {
    return "OrderRow[" + path + "]";
  }
}
