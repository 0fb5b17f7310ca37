package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever dies in between: one order each, one fulfilment order each. It comes last, so that
 * nobody has to share the platform's patience with two hundred parcels on their way.
 */
@Order(30)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExactlyOnceIT {

  private static final int ORDERS = 200;
  private static final int COPIES = 3;
  private static final int CALLERS = 24;

  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final List<Seller> sellers;

  ExactlyOnceIT(RunningProduct product) {
    this.product = product;
    this.outside = product.outside();
    this.rows = product.rows();
    this.sellers = List.of(product.seller(1), product.seller(2));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "SUCCEED_THEN_500, createFulfillmentOrder",
    "FAIL_500, createFulfillmentOrder",
    "THROTTLE, createFulfillmentOrder",
    "FAIL_503, getFulfillmentPreview",
    "SUCCEED_THEN_TIMEOUT, createFulfillmentOrder"
  })
  @Order(1)
  void a_call_whose_fate_is_unknown_is_one_fulfilment_order(String fault, String operation) {
    Seller seller = sellers.getLast();
    outside.noFaults();
    outside.fault("amazon", operation, fault, 1);

    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));

    rows.awaitStatus(id, "ROUTED");
    assertThat(outside.get("faults")).as("the fault was met").isEmpty();
    JsonNode fulfilment = outside.fulfilment(rows.order(id).orElseThrow()).orElseThrow();
    assertThat(fulfilment.path("acceptedCreates").asInt()).isOne();
    assertThat(rows.orders(id)).isOne();
    assertThat(rows.trouble(id)).isEmpty();
  }

  @Test
  @Order(2)
  void two_hundred_orders_told_three_times_each_while_the_portal_is_killed_twice_are_two_hundred()
      throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed=" + seed);
    List<List<String>> dead = deadErrands();
    List<Long> ids = new ArrayList<>();
    List<Webhook> deliveries = new ArrayList<>();
    for (Seller seller : sellers) {
      Instant now = outside.now();
      for (long id :
          outside.place(
              Outside.wish(seller, seller.sku()).times(ORDERS / sellers.size()).untold())) {
        ids.add(id);
        Webhook first =
            product.webhook(seller).body(Webhook.order(id, seller.sku(), Buyers.ada(), now));
        for (int copy = 0; copy < COPIES; copy++) {
          // The third comes under an id of its own, as after a lost answer on the way.
          deliveries.add(copy < 2 ? first : first.id(UUID.randomUUID().toString()));
        }
      }
    }
    Collections.shuffle(deliveries, new Random(seed));
    assertThat(ids).hasSize(ORDERS).doesNotHaveDuplicates();

    AtomicInteger taken = new AtomicInteger();
    List<Future<Integer>> results = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (Webhook delivery : deliveries) {
        results.add(
            callers.submit(
                () -> {
                  int tries = delivery.sendUntilTaken(Duration.ofMinutes(4));
                  taken.incrementAndGet();
                  return tries;
                }));
      }
      for (int kill = 1; kill <= 2; kill++) {
        int from = kill * deliveries.size() / 4;
        Await.that(
            "a part of the deliveries is taken", Duration.ofMinutes(2), () -> taken.get() >= from);
        product.killPortal();
        product.awaitPortal();
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isPositive();
      }
    }

    Await.that(
        "every order is at Amazon",
        Duration.ofMinutes(4),
        () -> statuses(ids).getOrDefault("ROUTED", 0) == ORDERS);
    assertThat(statuses(ids)).isEqualTo(Map.of("ROUTED", ORDERS));
    Map<String, Integer> accepted = new HashMap<>();
    Map<String, Integer> units = new HashMap<>();
    for (JsonNode one : outside.get("fulfilment-orders?limit=5000")) {
      accepted.put(one.path("id").asText(), one.path("acceptedCreates").asInt());
      units.put(one.path("id").asText(), one.path("items").path(0).path("quantity").asInt());
    }
    for (long id : ids) {
      String name = "LK-" + rows.order(id).orElseThrow().replace("-", "");
      assertThat(accepted.get(name)).as(name).isEqualTo(1);
      assertThat(units.get(name)).as(name).isEqualTo(1);
    }
    assertThat(
            rows.count(
                "select count(*) from orders.sales_order o where channel_number = any(?)"
                    + " and not exists (select from keys.order_key k where k.order_id = o.id)",
                (Object) ids.stream().map(String::valueOf).toArray(String[]::new)))
        .as("every one of them is sealed")
        .isZero();
    assertThat(deadErrands()).as("nothing waits for a person").isEqualTo(dead);
  }

  /** What others have left is theirs. */
  private List<List<String>> deadErrands() {
    return rows.all(
        "select task_name, task_instance, since from jobs.dead_errand order by 1, 2, 3");
  }

  /** How many orders there are of each status; an order that is there twice counts twice. */
  private Map<String, Integer> statuses(List<Long> ids) {
    Map<String, Integer> statuses = new HashMap<>();
    for (List<String> row :
        rows.all(
            "select status, count(*) from orders.sales_order where channel_number = any(?)"
                + " group by 1",
            (Object) ids.stream().map(String::valueOf).toArray(String[]::new))) {
      statuses.put(row.getFirst(), Integer.parseInt(row.getLast()));
    }
    return statuses;
  }
}
