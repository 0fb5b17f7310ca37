package org.lockkeeper.orders;

import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** The errands of this context and the ids they carry. */
final class OrderErrands {

  static final String ROUTE = "route-order";
  static final String TRACK = "track-order";
  static final String REPORT = "report-parcel";
  static final String SYNC = "sync-order";
  static final String COMPARE = "compare-channel";
  static final String WAKE = "wake-orders";

  private OrderErrands() {}

  static Errand route(SellerId seller, OrderId order) {
    return new Errand(ROUTE, seller, order.toString());
  }

  static Errand track(SellerId seller, OrderId order) {
    return new Errand(TRACK, seller, order.toString());
  }

  static Errand report(SellerId seller, OrderId order, int parcel) {
    return new Errand(REPORT, seller, order + "/" + parcel);
  }

  static Errand sync(SellerId seller, ConnectionId connection, ChannelOrderId order) {
    return new Errand(SYNC, seller, order.channel() + "/" + connection + "/" + order.number());
  }

  static Errand compare(SellerId seller, ChannelName channel, ConnectionId connection) {
    return new Errand(COMPARE, seller, channel + "/" + connection);
  }

  /** The part of a subject before, between or after the slashes. */
  static String part(Errand errand, int index) {
    return errand.subject().split("/", -1)[index];
  }
}
