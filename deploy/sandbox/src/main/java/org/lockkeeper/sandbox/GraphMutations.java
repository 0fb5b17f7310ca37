package org.lockkeeper.sandbox;

import graphql.schema.DataFetchingEnvironment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a fulfilment connector changes in a shop. Refusals are user errors inside a good answer. */
final class GraphMutations {

  private final World world;
  private final SandboxClock clock;

  GraphMutations(World world, SandboxClock clock) {
    this.world = world;
    this.clock = clock;
  }

  /** A refusal as Shopify's users see it. */
  private static final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserError(String message) {
      super(message);
    }
  }

  Map<String, @Nullable Object> create(String shop, DataFetchingEnvironment env) {
    Map<String, Object> input = argument(env, "fulfillment");
    try {
      return world.locked(() -> payload("fulfillment", created(shop, input)));
    } catch (UserError e) {
      return refused("fulfillment", "fulfillment", e);
    }
  }

  Map<String, @Nullable Object> event(String shop, DataFetchingEnvironment env) {
    Map<String, Object> input = argument(env, "fulfillmentEvent");
    try {
      return world.locked(
          () -> {
            ShopOrder order = holding(shop, input.get("fulfillmentId"));
            ShopOrder.Fulfillment made = fulfillment(order, input.get("fulfillmentId"));
            Instant now = now();
            ShopOrder.Step step =
                new ShopOrder.Step(
                    world.next("thing"),
                    String.valueOf(input.get("status")),
                    time(input.get("happenedAt")).orElse(now),
                    now,
                    text(input, "message"));
            List<ShopOrder.Step> steps = new ArrayList<>(made.steps());
            steps.add(step);
            world.put(
                order.with(
                    new ShopOrder.Fulfillment(
                        made.id(),
                        made.createdAt(),
                        now,
                        made.tracking(),
                        made.parts(),
                        List.copyOf(steps)),
                    now));
            return payload("fulfillmentEvent", GraphViews.step(step));
          });
    } catch (UserError e) {
      return refused("fulfillmentEvent", "fulfillmentEvent", e);
    }
  }

  Map<String, @Nullable Object> tracking(String shop, DataFetchingEnvironment env) {
    Map<String, Object> input = argument(env, "trackingInfoInput");
    try {
      return world.locked(
          () -> {
            Object id = env.getArgument("fulfillmentId");
            ShopOrder order = holding(shop, id);
            ShopOrder.Fulfillment made = fulfillment(order, id);
            Instant now = now();
            ShopOrder.Fulfillment changed =
                new ShopOrder.Fulfillment(
                    made.id(),
                    made.createdAt(),
                    now,
                    trackingOf(input),
                    made.parts(),
                    made.steps());
            ShopOrder after = order.with(changed, now);
            world.put(after);
            return payload("fulfillment", GraphViews.fulfillment(after, changed));
          });
    } catch (UserError e) {
      return refused("fulfillment", "fulfillmentId", e);
    }
  }

  private Map<String, @Nullable Object> created(String shop, Map<String, Object> input) {
    List<?> groups =
        input.get("lineItemsByFulfillmentOrder") instanceof List<?> list ? list : List.of();
    if (groups.isEmpty()) {
      throw new UserError("Line items by fulfillment order can't be blank");
    }
    ShopOrder order = null;
    Map<Long, Integer> units = new LinkedHashMap<>();
    for (Object each : groups) {
      Map<?, ?> group = (Map<?, ?>) each;
      ShopOrder found = orderOf(shop, group.get("fulfillmentOrderId"));
      if (order != null && order.id() != found.id()) {
        throw new UserError("All fulfillment orders must belong to the same order.");
      }
      order = found;
      if (order.isCancelled() || order.fulfillmentOrderStatus().equals("CLOSED")) {
        throw new UserError(
            "Fulfillment order "
                + order.fulfillmentOrderId()
                + " has an unfulfillable status= "
                + order.fulfillmentOrderStatus().toLowerCase(Locale.ROOT)
                + ".");
      }
      chosen(order, group.get("fulfillmentOrderLineItems"), units);
    }
    if (order == null || units.isEmpty()) {
      throw new UserError("There is nothing left to fulfill.");
    }
    Instant now = now();
    List<ShopOrder.Part> parts = new ArrayList<>();
    units.forEach(
        (line, quantity) -> parts.add(new ShopOrder.Part(world.next("thing"), line, quantity)));
    Map<String, Object> tracking = new LinkedHashMap<>();
    if (input.get("trackingInfo") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> tracking.put(String.valueOf(key), value));
    }
    ShopOrder.Fulfillment made =
        new ShopOrder.Fulfillment(
            world.next("thing"), now, now, trackingOf(tracking), List.copyOf(parts), List.of());
    ShopOrder after = order.with(made, now);
    world.put(after);
    return GraphViews.fulfillment(after, made);
  }

  /** The units of each line: those that were asked for, or all that is left. */
  private static void chosen(ShopOrder order, @Nullable Object asked, Map<Long, Integer> units) {
    List<?> lines = asked instanceof List<?> list ? list : List.of();
    if (lines.isEmpty()) {
      order.lines().stream()
          .filter(line -> line.unfulfilled() > 0)
          .forEach(line -> units.put(line.id(), line.unfulfilled()));
      return;
    }
    for (Object each : lines) {
      Map<?, ?> wanted = (Map<?, ?>) each;
      long id = GraphViews.number("FulfillmentOrderLineItem", wanted.get("id"));
      ShopOrder.Line line =
          order.lines().stream()
              .filter(known -> known.id() == id)
              .findFirst()
              .orElseThrow(() -> new UserError("Fulfillment order line item does not exist."));
      int quantity = wanted.get("quantity") instanceof Integer number ? number : 0;
      int already = units.getOrDefault(id, 0);
      if (quantity < 1 || already + quantity > line.unfulfilled()) {
        throw new UserError("Invalid fulfillment order line item quantity requested.");
      }
      units.put(id, already + quantity);
    }
  }

  private static List<ShopOrder.Tracking> trackingOf(Map<String, Object> input) {
    List<String> numbers = texts(input, "numbers", "number");
    List<String> urls = texts(input, "urls", "url");
    String company = text(input, "company");
    List<ShopOrder.Tracking> all = new ArrayList<>();
    for (int n = 0; n < Math.max(numbers.size(), urls.size()); n++) {
      all.add(
          new ShopOrder.Tracking(
              company,
              n < numbers.size() ? numbers.get(n) : null,
              n < urls.size() ? urls.get(n) : null));
    }
    if (all.isEmpty() && company != null) {
      all.add(new ShopOrder.Tracking(company, null, null));
    }
    return List.copyOf(all);
  }

  private ShopOrder orderOf(String shop, @Nullable Object fulfillmentOrder) {
    long id = GraphViews.number("FulfillmentOrder", fulfillmentOrder);
    return world
        .order(ShopOrder.orderOf(id))
        .filter(order -> order.shop().equals(shop))
        .orElseThrow(() -> new UserError("Fulfillment order does not exist."));
  }

  private ShopOrder holding(String shop, @Nullable Object fulfillment) {
    long id = GraphViews.number("Fulfillment", fulfillment);
    return world.orders().stream()
        .filter(order -> order.shop().equals(shop))
        .filter(order -> order.fulfillments().stream().anyMatch(made -> made.id() == id))
        .findFirst()
        .orElseThrow(() -> new UserError("Fulfillment does not exist."));
  }

  private static ShopOrder.Fulfillment fulfillment(ShopOrder order, @Nullable Object gid) {
    long id = GraphViews.number("Fulfillment", gid);
    return order.fulfillments().stream()
        .filter(made -> made.id() == id)
        .findFirst()
        .orElseThrow(() -> new UserError("Fulfillment does not exist."));
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Map<String, Object> argument(DataFetchingEnvironment env, String name) {
    Map<String, Object> input = env.getArgument(name);
    return input == null ? Map.of() : input;
  }

  private static @Nullable String text(Map<String, Object> input, String name) {
    Object value = input.get(name);
    return value == null ? null : value.toString();
  }

  private static List<String> texts(Map<String, Object> input, String many, String one) {
    if (input.get(many) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    String single = text(input, one);
    return single == null ? List.of() : List.of(single);
  }

  private static Optional<Instant> time(@Nullable Object text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.toString()).toInstant());
    } catch (DateTimeException e) {
      throw new UserError("Happened at is not a time.");
    }
  }

  private static Map<String, @Nullable Object> payload(String name, Object made) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put(name, made);
    payload.put("userErrors", List.of());
    return payload;
  }

  private static Map<String, @Nullable Object> refused(String name, String field, UserError e) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put(name, null);
    payload.put(
        "userErrors",
        List.of(Map.of("field", List.of(field), "message", String.valueOf(e.getMessage()))));
    return payload;
  }
}
