package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What happens in the pretend warehouse: orders come in, take stock, move, end. */
final class AmazonDesk {

  private static final System.Logger LOG = System.getLogger(AmazonDesk.class.getName());

  private final World world;
  private final SandboxClock clock;

  AmazonDesk(World world, SandboxClock clock) {
    this.world = world;
    this.clock = clock;
  }

  /** What came of a request to make an order. */
  enum Created {
    NEW,
    ID_TAKEN,
    SKU_UNKNOWN
  }

  /**
   * Takes an order in and sets stock aside for it. What stock does not cover shows only when the
   * order is planned: accepted is not yet valid.
   */
  Created create(String seller, ObjectNode request) {
    String id = idOf(request);
    return world.locked(
        () -> {
          if (world.amazonOrder(seller, id).isPresent()) {
            return Created.ID_TAKEN;
          }
          for (JsonNode item : request.path("items")) {
            if (world.stock(seller, item.path("sellerSku").asText()).isEmpty()) {
              return Created.SKU_UNKNOWN;
            }
          }
          List<AmazonOrder.Item> items = new ArrayList<>();
          for (JsonNode item : request.path("items")) {
            items.add(takenFromStock(seller, item));
          }
          Instant now = clock.now();
          boolean held = request.path("fulfillmentAction").asText().equals("Hold");
          world.put(
              new AmazonOrder(
                  seller,
                  id,
                  request,
                  held,
                  now,
                  now,
                  AmazonOrder.Status.NEW,
                  List.copyOf(items),
                  List.of()));
          world.countCreate(seller, id, 0, 1);
          LOG.log(INFO, "fulfilment-order.created seller={0} id={1}", seller, id);
          return Created.NEW;
        });
  }

  /** Amazon turns a plus into a blank; such an order can be listed and never fetched. */
  static String idOf(ObjectNode request) {
    return request.path("sellerFulfillmentOrderId").asText().replace('+', ' ');
  }

  Optional<AmazonOrder> find(String seller, String id) {
    return world.amazonOrder(seller, id).map(this::settled);
  }

  /** Oldest first, those of one seller or all. */
  List<AmazonOrder> all(@Nullable String seller) {
    return world.amazonOrders().stream()
        .filter(order -> seller == null || seller.equals(order.seller()))
        .map(this::settled)
        .toList();
  }

  /**
   * @throws AmazonOrder.IllegalStep if there is no such order or it cannot go there
   */
  AmazonOrder move(
      String seller, String id, AmazonOrder.Target to, int packages, @Nullable Integer only) {
    return changed(
        seller,
        id,
        order -> order.moved(to, packages, only, clock.now(), () -> world.next("package")));
  }

  AmazonOrder loseDelivery(String seller, String id, int packages, @Nullable Integer only) {
    return changed(
        seller,
        id,
        order -> order.losingDelivery(packages, only, clock.now(), () -> world.next("package")));
  }

  /** Changes an order that is not yet being processed, and releases it if the change says Ship. */
  AmazonOrder update(String seller, String id, ObjectNode change) {
    return changed(
        seller,
        id,
        order -> {
          if (!order.status().beforeProcessing()) {
            throw new AmazonOrder.IllegalStep(
                "An order that is " + order.status().word() + " cannot be changed.");
          }
          ObjectNode request = order.request().deepCopy();
          change
              .properties()
              .forEach(
                  field -> {
                    if (!field.getKey().equals("items")) {
                      request.set(field.getKey(), field.getValue());
                    }
                  });
          AmazonOrder updated =
              order.changed(request, changedItems(order, change.path("items")), clock.now());
          return change.path("fulfillmentAction").asText().equals("Ship")
              ? updated.released(request, clock.now())
              : updated;
        });
  }

  /** One step for every order that can take one by itself. */
  void stepAll() {
    for (AmazonOrder order : world.amazonOrders()) {
      order
          .next()
          .ifPresent(
              next -> {
                try {
                  move(order.seller(), order.id(), next, 1, null);
                } catch (AmazonOrder.IllegalStep e) {
                  LOG.log(
                      WARNING,
                      "fulfilment-order.stuck seller={0} id={1}",
                      order.seller(),
                      order.id());
                }
              });
    }
  }

  AmazonOrder changed(String seller, String id, UnaryOperator<AmazonOrder> change) {
    return world.locked(
        () -> {
          AmazonOrder before =
              find(seller, id)
                  .orElseThrow(() -> new AmazonOrder.IllegalStep("There is no such order."));
          AmazonOrder after = change.apply(before);
          world.put(after);
          backToStock(before, after);
          LOG.log(
              INFO,
              "fulfilment-order.moved seller={0} id={1} status={2}",
              seller,
              id,
              after.status().word());
          return after;
        });
  }

  private List<AmazonOrder.Item> changedItems(AmazonOrder order, JsonNode items) {
    List<AmazonOrder.Item> after = new ArrayList<>();
    for (AmazonOrder.Item item : order.items()) {
      AmazonOrder.Item changed = item;
      for (JsonNode wanted : items) {
        if (wanted.path("sellerFulfillmentOrderItemId").asText().equals(item.id())) {
          changed = resized(order.seller(), item, wanted.path("quantity").asInt());
        }
      }
      after.add(changed);
    }
    return List.copyOf(after);
  }

  private AmazonOrder.Item resized(String seller, AmazonOrder.Item item, int quantity) {
    int covered = item.quantity() - item.missing();
    int free = world.stock(seller, item.sku()).orElse(0) + covered;
    int taken = Math.min(free, quantity);
    world.setStock(seller, item.sku(), free - taken);
    return new AmazonOrder.Item(item.id(), item.sku(), quantity, 0, 0, quantity - taken);
  }

  private AmazonOrder.Item takenFromStock(String seller, JsonNode item) {
    String sku = item.path("sellerSku").asText();
    int wanted = item.path("quantity").asInt();
    int there = world.stock(seller, sku).orElse(0);
    int taken = Math.min(there, wanted);
    world.setStock(seller, sku, there - taken);
    return new AmazonOrder.Item(
        item.path("sellerFulfillmentOrderItemId").asText(), sku, wanted, 0, 0, wanted - taken);
  }

  private void backToStock(AmazonOrder before, AmazonOrder after) {
    boolean ended =
        switch (after.status()) {
          case CANCELLED, UNFULFILLABLE, INVALID -> before.status().beforeProcessing();
          case NEW, RECEIVED, PLANNING, PROCESSING, COMPLETE, COMPLETE_PARTIALLED -> false;
        };
    if (ended) {
      for (AmazonOrder.Item item : before.items()) {
        int there = world.stock(before.seller(), item.sku()).orElse(0);
        world.setStock(before.seller(), item.sku(), there + item.quantity() - item.missing());
      }
    }
  }

  /** Amazon gives up on a hold after a fortnight. */
  private AmazonOrder settled(AmazonOrder order) {
    Instant end = order.receivedAt().plus(AmazonOrder.HOLD_LASTS);
    if (!order.held() || !order.status().beforeProcessing() || clock.now().isBefore(end)) {
      return order;
    }
    return world.locked(
        () -> {
          AmazonOrder cancelled = order.moved(AmazonOrder.Target.CANCELLED, 1, null, end, () -> 0L);
          world.put(cancelled);
          backToStock(order, cancelled);
          return cancelled;
        });
  }
}
