package org.lockkeeper.orders;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;

/** All of orders between a shop, a network and a vault in memory, at noon. */
final class OrdersWorld {

  static final RoutingSettings SETTINGS =
      new RoutingSettings(Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofHours(1));

  final List<String> journal = new ArrayList<>();
  final Clock clock = Clock.fixed(OrderBuilder.NOON, ZoneOffset.UTC);
  final InMemoryOrders orders = new InMemoryOrders(journal);
  final InMemoryDeliveries deliveries = new InMemoryDeliveries();
  final FakeVault vault = new FakeVault(journal);
  final FakeNetwork network = new FakeNetwork();
  final FakeChannel shop = new FakeChannel();
  final RecordingErrands errands = new RecordingErrands();
  final List<DomainEvent> announced = new ArrayList<>();

  final FakeConnections connections = new FakeConnections();
  final ChangeOrder change = new ChangeOrder(orders, vault, announced::add, errands, clock);
  final ReceiveOrder receive =
      new ReceiveOrder(
          orders, vault, announced::add, errands, new Ids(clock, new SecureRandom()), clock);
  final RouteOrder route = new RouteOrder(change, shop, network, connections, SETTINGS, clock);
  final TrackOrder track = new TrackOrder(change, network, SETTINGS);
  final ReportParcel report = new ReportParcel(change, shop, connections, SETTINGS);
  final RetryOrder retry = new RetryOrder(orders, errands);
  final SyncOrder sync = new SyncOrder(change, receive, shop, network, SETTINGS, retry);
  final Comparison comparison = new Comparison(orders, deliveries, errands);
  final CompareChannel compare = new CompareChannel(shop, comparison, connections, SETTINGS, clock);
  final ForgetBuyers forget = new ForgetBuyers(orders, announced::add, clock);
  final AcceptDelivery accept = new AcceptDelivery(shop, deliveries, receive, errands, clock);

  /** Ada's order, in the shop and taken in. */
  OrderId received(String number) {
    ChannelOrder told = Ada.order(number, OrderBuilder.NOON);
    shop.has(told);
    return take(told);
  }

  OrderId take(ChannelOrder told) {
    return switch (receive.take(OrderBuilder.SELLER, OrderBuilder.CONNECTION, told)) {
      case ReceiveOrder.Result.Received r -> r.order();
      case ReceiveOrder.Result.Known k -> k.order();
      case ReceiveOrder.Result.Erased e -> throw new IllegalStateException("erased");
      case ReceiveOrder.Result.NotWanted n -> throw new IllegalStateException("not wanted");
    };
  }

  OrderId routed(String number) {
    OrderId id = received(number);
    route(id);
    return id;
  }

  ErrandHandler.Outcome route(OrderId id) {
    return route.run(OrderErrands.route(OrderBuilder.SELLER, id));
  }

  ErrandHandler.Outcome track(OrderId id) {
    return track.run(OrderErrands.track(OrderBuilder.SELLER, id));
  }

  ErrandHandler.Outcome report(OrderId id, int parcel) {
    return report.run(OrderErrands.report(OrderBuilder.SELLER, id, parcel));
  }

  ErrandHandler.Outcome sync(String number) {
    return sync.run(syncErrand(number));
  }

  static Errand syncErrand(String number) {
    return OrderErrands.sync(
        OrderBuilder.SELLER, OrderBuilder.CONNECTION, new ChannelOrderId(Ada.SHOP, number));
  }

  ErrandHandler.Outcome compare() {
    return compare.run(
        OrderErrands.compare(OrderBuilder.SELLER, Ada.SHOP, OrderBuilder.CONNECTION));
  }

  Order.Snapshot order(OrderId id) {
    return orders.find(OrderBuilder.SELLER, id).orElseThrow().snapshot();
  }

  Progress progress(OrderId id) {
    return order(id).progress();
  }

  ExceptionClass cause(OrderId id) {
    return order(id).trouble().orElseThrow().cause();
  }

  <T extends DomainEvent> List<T> announced(Class<T> type) {
    return announced.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static Instant noonPlus(Duration span) {
    return OrderBuilder.NOON.plus(span);
  }
}
