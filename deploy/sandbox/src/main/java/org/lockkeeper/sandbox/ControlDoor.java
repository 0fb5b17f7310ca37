package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.INFO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How people (through the page), tests, benchmarks and the launcher steer the sandbox: JSON in,
 * JSON out. A request that makes no sense is a 400, a step that cannot be taken a 409, both with
 * one sentence in {@code error}. The README has the table.
 */
final class ControlDoor {

  private static final System.Logger LOG = System.getLogger(ControlDoor.class.getName());
  private static final int USUAL_HOLD = 30;
  private static final int USUAL_LIST = 1_000;
  private static final int ORDERS_SHOWN = 8;
  private static final int DELIVERIES_SHOWN = 20;
  private static final int FULFILMENT_SHOWN = 40;

  private final Settings settings;
  private final Catalogue catalogue;
  private final World world;
  private final ShopDesk shops;
  private final AmazonDesk amazon;
  private final SandboxClock clock;
  private final WebhookSender sender;
  private final Faults faults;
  private final Exchanges exchanges;
  private final MailSink mail;
  private final Background background;
  private final GrantControl grants;

  ControlDoor(
      Settings settings,
      Catalogue catalogue,
      World world,
      ShopDesk shops,
      AmazonDesk amazon,
      SandboxClock clock,
      WebhookSender sender,
      Faults faults,
      Exchanges exchanges,
      MailSink mail,
      Background background,
      GrantControl grants) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.world = world;
    this.shops = shops;
    this.amazon = amazon;
    this.clock = clock;
    this.sender = sender;
    this.faults = faults;
    this.exchanges = exchanges;
    this.mail = mail;
    this.background = background;
    this.grants = grants;
  }

  /**
   * @param path without {@code /control}
   */
  Answer answer(Call call, String path) {
    try {
      List<String> at =
          RequestRules.segments(path).stream()
              .map(segment -> segment.replace("+", "%2B"))
              .map(Call::decoded)
              .toList();
      return switch (call.method()) {
        case "GET" -> got(at, call);
        case "POST" -> posted(at, body(call));
        case "DELETE" -> deleted(at);
        default -> error(405, "Use GET, POST or DELETE.");
      };
    } catch (ShopDesk.Refused e) {
      return error(400, e.getMessage());
    } catch (AmazonOrder.IllegalStep e) {
      return error(409, e.getMessage());
    }
  }

  private Answer got(List<String> at, Call call) {
    int most = call.query("limit").map(ControlDoor::number).orElse(USUAL_LIST);
    return switch (at.getFirst()) {
      case "health" -> Answer.json(200, health());
      case "setup" -> Answer.json(200, setup());
      case "overview" -> Answer.json(200, overview());
      case "clock" -> Answer.json(200, clockView());
      case "codes" -> Answer.json(200, new PhoneApp(settings.people(), clock).codes());
      case "orders" -> {
        if (at.size() == 2) {
          ShopOrder order = world.order(number64(at.get(1))).orElse(null);
          yield order == null ? nothing() : Answer.json(200, ControlViews.orderWithBuyer(order));
        }
        ArrayNode orders = Json.array();
        world
            .newestOrders(call.query("shop"), most)
            .forEach(o -> orders.add(ControlViews.order(o)));
        yield Answer.json(200, orders);
      }
      case "deliveries" -> {
        Optional<Long> order = call.query("order").map(ControlDoor::number64);
        ArrayNode deliveries = Json.array();
        world.deliveries(order.isPresent() ? Integer.MAX_VALUE : most).stream()
            .filter(known -> order.isEmpty() || known.orderId() == order.get())
            .forEach(known -> deliveries.add(ControlViews.delivery(known)));
        yield Answer.json(200, deliveries);
      }
      case "fulfilment-orders" -> Answer.json(200, fulfilmentOrders(most));
      case "streams" -> Answer.json(200, streams());
      case "faults" -> Answer.json(200, faults.waiting());
      case "exchanges" ->
          Answer.json(200, exchanges.of(call.query("platform").map(ControlDoor::platform)));
      case "invalid-requests" -> Answer.json(200, exchanges.invalid());
      case "mail" -> Answer.json(200, mail.received(most));
      case "stock" -> Answer.json(200, stock());
      case "automove" -> Answer.json(200, autoMove());
      case "grants" -> grants.all();
      default -> nothing();
    };
  }

  private Answer posted(List<String> at, JsonNode body) {
    return switch (at.getFirst()) {
      case "orders" -> ordersPosted(at, body);
      case "deliveries" -> {
        if (at.size() != 3 || !at.get(2).equals("redeliver")) {
          yield nothing();
        }
        Delivery like = world.delivery(number64(at.get(1))).orElse(null);
        yield like == null
            ? nothing()
            : Answer.json(
                202,
                ControlViews.deliveries(
                    shops.copies(
                        like,
                        body.path("copies").asInt(1),
                        body.path("newWebhookId").asBoolean(false))));
      }
      case "fulfilment-orders" -> moved(at, body);
      case "automove" -> {
        boolean enabled = body.path("enabled").asBoolean(true);
        int seconds = body.path("secondsPerStep").asInt(5);
        if (seconds < 1 || seconds > 3600) {
          throw new ShopDesk.Refused("secondsPerStep is between 1 and 3600.");
        }
        background.autoMove(enabled ? seconds : 0);
        yield Answer.json(200, autoMove());
      }
      case "faults" -> Answer.json(201, fault(body));
      case "grants" -> grants.posted(at, body);
      case "clock" -> {
        moveClock(body);
        yield Answer.json(200, clockView());
      }
      case "stock" -> {
        String seller = text(body, "seller");
        String sku = text(body, "sku");
        int quantity = body.path("quantity").asInt(-1);
        if (settings.seller(seller).isEmpty() || world.stock(seller, sku).isEmpty()) {
          throw new ShopDesk.Refused("That seller has no such SKU at Amazon.");
        }
        if (quantity < 0) {
          throw new ShopDesk.Refused("quantity is 0 or more.");
        }
        world.setStock(seller, sku, quantity);
        yield Answer.json(
            200, Json.object().put("seller", seller).put("sku", sku).put("quantity", quantity));
      }
      case "signing" -> {
        boolean previous = text(body, "secret").equals("previous");
        if (previous && settings.previousShopifySecret() == null) {
          throw new ShopDesk.Refused("No previous secret is configured.");
        }
        sender.signWithPrevious(previous);
        yield Answer.json(200, Json.object().put("secret", previous ? "previous" : "current"));
      }
      case "reset" -> {
        background.stopStreams();
        background.autoMove(0);
        faults.clear();
        exchanges.clear();
        sender.clear();
        world.reset();
        LOG.log(INFO, "world.reset");
        yield Answer.json(200, health());
      }
      default -> nothing();
    };
  }

  private Answer deleted(List<String> at) {
    return switch (at.getFirst()) {
      case "streams" -> Answer.json(200, Json.object().put("stopped", background.stopStreams()));
      case "faults" -> {
        faults.clear();
        yield Answer.json(200, Json.array());
      }
      default -> nothing();
    };
  }

  private Answer ordersPosted(List<String> at, JsonNode body) {
    if (at.size() == 1) {
      return placed(body);
    }
    long id = number64(at.get(1));
    if (world.order(id).isEmpty() || at.size() != 3) {
      return nothing();
    }
    return switch (at.get(2)) {
      case "cancel" ->
          Answer.json(
              200, ControlViews.placed(shops.cancel(id, body.path("reason").asText("customer"))));
      case "update" -> {
        Buyer before = world.order(id).orElseThrow().buyer();
        JsonNode address = body.has("buyer") ? body.path("buyer") : body.path("address");
        yield Answer.json(
            200,
            ControlViews.placed(
                shops.update(id, lines(body), address.isObject() ? buyer(address, before) : null)));
      }
      case "webhooks" ->
          Answer.json(
              202,
              ControlViews.deliveries(
                  shops.redeliver(
                      id,
                      body.path("copies").asInt(1),
                      Optional.ofNullable(body.path("topic").asText(null)),
                      body.path("newWebhookId").asBoolean(false))));
      default -> nothing();
    };
  }

  private Answer placed(JsonNode body) {
    String shop = text(body, "shop");
    List<ShopDesk.Wanted> lines = lines(body);
    Buyer buyer = body.path("buyer").isObject() ? buyer(body.path("buyer"), Buyer.first()) : null;
    boolean deliver = body.path("deliver").asBoolean(true);
    if (body.path("perSecond").asDouble(0) > 0) {
      double perSecond = body.path("perSecond").asDouble();
      int count = body.path("count").asInt(0);
      if (perSecond > 1000 || count < 0) {
        throw new ShopDesk.Refused("perSecond is at most 1000, count is 0 or more.");
      }
      requireSellable(shop, lines);
      AtomicInteger turn = new AtomicInteger();
      Background.Stream stream =
          background.stream(
              shop,
              perSecond,
              count,
              () -> shops.place(shop, lines, buyer, turn.getAndIncrement(), deliver));
      return Answer.json(202, ControlViews.stream(stream));
    }
    int count = body.path("count").asInt(1);
    if (count < 1 || count > 10_000) {
      throw new ShopDesk.Refused("count is between 1 and 10000.");
    }
    ArrayNode placed = Json.array();
    for (int n = 0; n < count; n++) {
      placed.add(ControlViews.placed(shops.place(shop, lines, buyer, n, deliver)));
    }
    return Answer.json(201, placed);
  }

  private void requireSellable(String shop, List<ShopDesk.Wanted> lines) {
    if (settings.shop(shop).isEmpty()) {
      throw new ShopDesk.Refused("There is no shop " + shop + ".");
    }
    for (ShopDesk.Wanted line : lines) {
      if (catalogue.inShop(shop, line.sku()).isEmpty()) {
        throw new ShopDesk.Refused(shop + " sells nothing with the SKU " + line.sku() + ".");
      }
    }
  }

  private Answer moved(List<String> at, JsonNode body) {
    if (at.size() != 4 || amazon.find(at.get(1), at.get(2)).isEmpty()) {
      return nothing();
    }
    int packages = body.path("packages").asInt(1);
    if (packages < 1 || packages > AmazonOrder.MOST_PARCELS) {
      throw new ShopDesk.Refused("packages is between 1 and " + AmazonOrder.MOST_PARCELS + ".");
    }
    Integer only = body.path("package").isInt() ? body.path("package").asInt() : null;
    AmazonOrder after =
        switch (at.get(3)) {
          case "move" -> amazon.move(at.get(1), at.get(2), target(body), packages, only);
          case "lose-delivery" -> amazon.loseDelivery(at.get(1), at.get(2), packages, only);
          default -> null;
        };
    return after == null
        ? nothing()
        : Answer.json(
            200, ControlViews.fulfilmentOrder(after, world.creates(after.seller(), after.id())));
  }

  private static AmazonOrder.Target target(JsonNode body) {
    String word = text(body, "to");
    for (AmazonOrder.Target target : AmazonOrder.Target.values()) {
      if (target.name().equalsIgnoreCase(word)) {
        return target;
      }
    }
    throw new ShopDesk.Refused("A fulfilment order cannot be moved to " + word + ".");
  }

  private Faults.Fault fault(JsonNode body) {
    String word = text(body, "kind");
    for (Faults.Kind kind : Faults.Kind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        int count = body.path("count").asInt(1);
        int seconds = body.path("seconds").asInt(USUAL_HOLD);
        if (count < 1 || seconds < 0) {
          throw new ShopDesk.Refused("count is 1 or more, seconds 0 or more.");
        }
        return faults.add(
            platform(text(body, "platform")),
            body.path("operation").asText(null),
            kind,
            count,
            seconds);
      }
    }
    throw new ShopDesk.Refused("There is no fault of the kind " + word + ".");
  }

  private void moveClock(JsonNode body) {
    try {
      if (body.has("offset")) {
        clock.setOffset(Duration.parse(text(body, "offset")));
      } else if (body.has("add")) {
        clock.add(Duration.parse(text(body, "add")));
      } else if (body.has("set")) {
        clock.set(Instant.parse(text(body, "set")));
      } else if (body.path("freeze").isTextual()) {
        clock.freeze(Instant.parse(text(body, "freeze")));
      } else if (body.path("freeze").asBoolean()) {
        clock.freeze(clock.now());
      } else if (body.path("run").asBoolean()) {
        clock.run();
      } else {
        throw new ShopDesk.Refused("Say offset, add, set, freeze or run.");
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new ShopDesk.Refused("That is no time: spans look like P90D, instants end in Z.");
    }
    LOG.log(INFO, "clock.moved line={0}", clock.line());
  }

  private ObjectNode clockView() {
    return Json.object()
        .put("now", clock.now().toString())
        .put("frozen", clock.isFixed())
        .put("offset", clock.offset().toString())
        .put("line", clock.line());
  }

  private ObjectNode health() {
    return Json.object()
        .put("status", "UP")
        .put("now", clock.now().toString())
        .put("orders", world.orderCount())
        .put("smtpPort", mail.port());
  }

  private ObjectNode setup() {
    ObjectNode json = Json.object();
    json.put("portalUrl", settings.portalUrl());
    ArrayNode shopList = json.putArray("shops");
    for (Settings.Shop shop : settings.shops()) {
      ObjectNode view = shopList.addObject().put("domain", shop.domain()).put("name", shop.name());
      settings.sellers().stream()
          .filter(seller -> shop.domain().equals(seller.shop()))
          .findFirst()
          .ifPresent(seller -> view.put("seller", seller.id()));
      view.set("products", Json.tree(catalogue.soldIn(shop.domain())));
    }
    ArrayNode sellers = json.putArray("sellers");
    settings
        .sellers()
        .forEach(seller -> sellers.addObject().put("id", seller.id()).put("shop", seller.shop()));
    json.set("buyers", Json.tree(Buyer.INVENTED));
    return json;
  }

  private ObjectNode overview() {
    ObjectNode json = Json.object();
    json.set("clock", clockView());
    json.set("fulfilmentOrders", fulfilmentOrders(FULFILMENT_SHOWN));
    json.put("fulfilmentOrderCount", world.amazonOrders().size());
    ArrayNode deliveries = json.putArray("deliveries");
    world
        .deliveries(DELIVERIES_SHOWN)
        .forEach(delivery -> deliveries.add(ControlViews.delivery(delivery)));
    json.set("deliveryCounts", Json.tree(world.deliveryCounts()));
    ArrayNode orders = json.putArray("orders");
    world
        .newestOrders(Optional.empty(), ORDERS_SHOWN)
        .forEach(o -> orders.add(ControlViews.order(o)));
    json.put("orderCount", world.orderCount());
    json.set("streams", streams());
    json.set("faults", Json.tree(faults.waiting()));
    ArrayNode invalid = json.putArray("invalid");
    exchanges.invalid().reversed().stream()
        .limit(20)
        .forEach(exchange -> invalid.add(ControlViews.invalid(exchange)));
    json.set("mail", Json.tree(mail.received(20)));
    json.put("mailCount", mail.count());
    json.set("stock", stock());
    json.set("autoMove", autoMove());
    return json;
  }

  private ArrayNode fulfilmentOrders(int most) {
    ArrayNode orders = Json.array();
    amazon.all(null).reversed().stream()
        .limit(most)
        .forEach(
            order ->
                orders.add(
                    ControlViews.fulfilmentOrder(
                        order, world.creates(order.seller(), order.id()))));
    return orders;
  }

  private ArrayNode streams() {
    ArrayNode json = Json.array();
    background.streams().forEach(stream -> json.add(ControlViews.stream(stream)));
    return json;
  }

  private ArrayNode stock() {
    ArrayNode json = Json.array();
    for (Settings.Seller seller : settings.sellers()) {
      for (Catalogue.Product product : catalogue.keptBy(seller.id())) {
        json.addObject()
            .put("seller", seller.id())
            .put("sku", product.sku())
            .put("quantity", world.stock(seller.id(), product.sku()).orElse(0));
      }
    }
    return json;
  }

  private ObjectNode autoMove() {
    int seconds = background.secondsPerStep();
    return Json.object()
        .put("enabled", seconds > 0)
        .put("secondsPerStep", seconds == 0 ? 5 : seconds);
  }

  private static List<ShopDesk.Wanted> lines(JsonNode body) {
    List<ShopDesk.Wanted> lines = new ArrayList<>();
    for (JsonNode line : body.path("lines")) {
      lines.add(new ShopDesk.Wanted(text(line, "sku"), line.path("quantity").asInt(1)));
    }
    return lines;
  }

  /** What is given, and the rest as it was; fields given as null are emptied. */
  private static Buyer buyer(JsonNode given, Buyer rest) {
    ObjectNode merged = (ObjectNode) Json.tree(rest);
    given.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
    for (String needed : List.of("firstName", "lastName", "address1", "zip", "countryCode")) {
      if (!merged.path(needed).isTextual()) {
        merged.put(needed, "");
      }
    }
    return Json.as(merged, Buyer.class);
  }

  private static JsonNode body(Call call) {
    if (call.body().isBlank()) {
      return Json.object();
    }
    JsonNode body = Json.parse(call.body()).orElse(null);
    if (body == null || !body.isObject()) {
      throw new ShopDesk.Refused("The body should be a JSON object.");
    }
    return body;
  }

  private static String text(JsonNode body, String name) {
    if (!body.path(name).isTextual()) {
      throw new ShopDesk.Refused("The text " + name + " is missing.");
    }
    return body.path(name).asText().strip();
  }

  private static int number(String text) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, number64(text)));
  }

  private static long number64(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new ShopDesk.Refused(text + " is not a number.");
    }
    return Long.parseLong(text);
  }

  private static Faults.Platform platform(String word) {
    for (Faults.Platform platform : Faults.Platform.values()) {
      if (platform.word().equalsIgnoreCase(word)) {
        return platform;
      }
    }
    throw new ShopDesk.Refused("There is no platform " + word + ".");
  }

  private static Answer nothing() {
    return error(404, "There is nothing here.");
  }

  private static Answer error(int status, @Nullable String message) {
    return Answer.json(status, Json.object().put("error", message));
  }
}
