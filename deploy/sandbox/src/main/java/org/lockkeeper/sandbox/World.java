package org.lockkeeper.sandbox;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Everything that is: orders, fulfilment orders, stock, deliveries, tokens. One lock around all of
 * it; whoever reads or changes more than one thing does so inside {@link #locked}.
 */
final class World {

  private static final int FINISHED_DELIVERIES_KEPT = 5_000;
  private static final long FIRST_NUMBER = 7_000_001L;

  /** An access token of Login with Amazon; without a seller it is good for grantless calls only. */
  record Token(String value, String seller, Instant expiresAt) {
    @Override
    public String toString() {
      return "Token[" + seller + "]";
    }
  }

  /** How often a fulfilment order was asked for, and how often that made one. */
  record Creates(int calls, int accepted) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Ledger ledger;
  private final Settings settings;
  private final Catalogue catalogue;

  private final TreeMap<Long, ShopOrder> orders = new TreeMap<>();
  private final Map<String, AmazonOrder> amazon = new LinkedHashMap<>();
  private final Map<String, Integer> stock = new TreeMap<>();
  private final TreeMap<Long, Delivery> deliveries = new TreeMap<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private final Map<String, Creates> creates = new LinkedHashMap<>();
  private final Map<String, Long> numbers = new LinkedHashMap<>();
  private int finished;

  World(Settings settings, Catalogue catalogue, Ledger ledger) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.ledger = ledger;
    ledger.each("number", (id, value) -> numbers.put(id, value.asLong()));
    ledger.each("order", (id, value) -> read(Json.as(value, ShopOrder.class)));
    ledger.each("amazon", (id, value) -> amazon.put(id, Json.as(value, AmazonOrder.class)));
    ledger.each("stock", (id, value) -> stock.put(id, value.asInt()));
    ledger.each("delivery", (id, value) -> read(Json.as(value, Delivery.class)));
    ledger.each("token", (id, value) -> tokens.put(id, Json.as(value, Token.class)));
    ledger.each("creates", (id, value) -> creates.put(id, Json.as(value, Creates.class)));
    ledger.loaded();
    fillShelves();
  }

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next number of a sequence; every sequence counts upwards for as long as the state lives.
   */
  long next(String sequence) {
    return locked(
        () -> {
          long number = numbers.getOrDefault(sequence, startOf(sequence) - 1) + 1;
          numbers.put(sequence, number);
          ledger.put("number", sequence, number);
          return number;
        });
  }

  // Orders of the shops

  Optional<ShopOrder> order(long id) {
    return locked(() -> Optional.ofNullable(orders.get(id)));
  }

  /** Oldest first. */
  List<ShopOrder> orders() {
    return locked(() -> List.copyOf(orders.values()));
  }

  /** Newest first, at most so many. */
  List<ShopOrder> newestOrders(Optional<String> shop, int most) {
    return locked(
        () ->
            orders.descendingMap().values().stream()
                .filter(order -> shop.isEmpty() || shop.get().equals(order.shop()))
                .limit(most)
                .toList());
  }

  int orderCount() {
    return locked(orders::size);
  }

  void put(ShopOrder order) {
    locked(
        () -> {
          ledger.put("order", Long.toString(order.id()), order);
          return orders.put(order.id(), order);
        });
  }

  // Fulfilment orders at Amazon

  Optional<AmazonOrder> amazonOrder(String seller, String id) {
    return locked(() -> Optional.ofNullable(amazon.get(seller + "/" + id)));
  }

  /** Oldest first. */
  List<AmazonOrder> amazonOrders() {
    return locked(() -> List.copyOf(amazon.values()));
  }

  void put(AmazonOrder order) {
    locked(
        () -> {
          ledger.put("amazon", order.key(), order);
          return amazon.put(order.key(), order);
        });
  }

  Creates creates(String seller, String id) {
    return locked(() -> creates.getOrDefault(seller + "/" + id, new Creates(0, 0)));
  }

  void countCreate(String seller, String id, int calls, int accepted) {
    locked(
        () -> {
          Creates before = creates(seller, id);
          Creates after = new Creates(before.calls() + calls, before.accepted() + accepted);
          creates.put(seller + "/" + id, after);
          ledger.put("creates", seller + "/" + id, after);
          return after;
        });
  }

  // Stock

  /** Empty if Amazon does not know the SKU. */
  Optional<Integer> stock(String seller, String sku) {
    return locked(() -> Optional.ofNullable(stock.get(seller + "/" + sku)));
  }

  void setStock(String seller, String sku, int quantity) {
    locked(
        () -> {
          ledger.put("stock", seller + "/" + sku, quantity);
          return stock.put(seller + "/" + sku, quantity);
        });
  }

  // Webhook deliveries

  Optional<Delivery> delivery(long id) {
    return locked(() -> Optional.ofNullable(deliveries.get(id)));
  }

  /** Newest first. */
  List<Delivery> deliveries(int most) {
    return locked(() -> deliveries.descendingMap().values().stream().limit(most).toList());
  }

  List<Delivery> waitingDeliveries() {
    return locked(
        () ->
            deliveries.values().stream()
                .filter(delivery -> delivery.state() == Delivery.State.WAITING)
                .toList());
  }

  Optional<Delivery> latestDelivery(long orderId, Optional<String> topic) {
    return locked(
        () ->
            deliveries.descendingMap().values().stream()
                .filter(delivery -> delivery.orderId() == orderId)
                .filter(delivery -> topic.isEmpty() || topic.get().equals(delivery.topic()))
                .findFirst());
  }

  Map<Delivery.State, Long> deliveryCounts() {
    return locked(
        () -> {
          Map<Delivery.State, Long> counts = new EnumMap<>(Delivery.State.class);
          for (Delivery.State state : Delivery.State.values()) {
            counts.put(state, 0L);
          }
          deliveries.values().forEach(delivery -> counts.merge(delivery.state(), 1L, Long::sum));
          return counts;
        });
  }

  void put(Delivery delivery) {
    locked(
        () -> {
          ledger.put("delivery", Long.toString(delivery.id()), delivery);
          Delivery before = deliveries.put(delivery.id(), delivery);
          boolean wasFinished = before != null && before.state() != Delivery.State.WAITING;
          if (delivery.state() != Delivery.State.WAITING && !wasFinished) {
            finished++;
          }
          forgetOldDeliveries();
          return delivery;
        });
  }

  private void forgetOldDeliveries() {
    if (finished <= FINISHED_DELIVERIES_KEPT) {
      return;
    }
    deliveries.values().stream()
        .filter(delivery -> delivery.state() != Delivery.State.WAITING)
        .findFirst()
        .ifPresent(
            oldest -> {
              deliveries.remove(oldest.id());
              ledger.remove("delivery", Long.toString(oldest.id()));
              finished--;
            });
  }

  // Tokens

  Optional<Token> token(String value) {
    return locked(() -> Optional.ofNullable(tokens.get(value)));
  }

  void put(Token token, Instant now) {
    locked(
        () -> {
          List<Token> gone =
              tokens.values().stream().filter(old -> old.expiresAt().isBefore(now)).toList();
          gone.forEach(
              old -> {
                tokens.remove(old.value());
                ledger.remove("token", old.value());
              });
          ledger.put("token", token.value(), token);
          return tokens.put(token.value(), token);
        });
  }

  /**
   * Back to how it was on the first day. Numbers go on, so nothing is ever named twice, and access
   * tokens stay good.
   */
  void reset() {
    locked(
        () -> {
          orders.keySet().forEach(id -> ledger.remove("order", Long.toString(id)));
          amazon.keySet().forEach(id -> ledger.remove("amazon", id));
          stock.keySet().forEach(id -> ledger.remove("stock", id));
          deliveries.keySet().forEach(id -> ledger.remove("delivery", Long.toString(id)));
          creates.keySet().forEach(id -> ledger.remove("creates", id));
          orders.clear();
          amazon.clear();
          stock.clear();
          deliveries.clear();
          creates.clear();
          finished = 0;
          fillShelves();
          return finished;
        });
  }

  private void read(ShopOrder order) {
    orders.put(order.id(), order);
  }

  private void read(Delivery delivery) {
    deliveries.put(delivery.id(), delivery);
    if (delivery.state() != Delivery.State.WAITING) {
      finished++;
    }
  }

  private void fillShelves() {
    for (Settings.Seller seller : settings.sellers()) {
      for (Catalogue.Product product : catalogue.keptBy(seller.id())) {
        String key = seller.id() + "/" + product.sku();
        if (stock.putIfAbsent(key, product.stock()) == null) {
          ledger.put("stock", key, product.stock());
        }
      }
    }
  }

  private static long startOf(String sequence) {
    if (sequence.startsWith("shop:")) {
      return 1001;
    }
    return switch (sequence) {
      case "thing" -> 5_000_000_000_001L;
      case "package" -> FIRST_NUMBER;
      default -> 1;
    };
  }
}
