package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How the pretend TikTok Shop is steered: {@code /control/tiktok/…}, JSON in, JSON out. */
final class TikTokControl {

  private static final int SHOWN = 200;

  private final TikTokSettings settings;
  private final TikTokState state;
  private final TikTokDesk desk;
  private final TikTokSender sender;
  private final SandboxClock clock;

  TikTokControl(
      TikTokSettings settings,
      TikTokState state,
      TikTokDesk desk,
      TikTokSender sender,
      SandboxClock clock) {
    this.settings = settings;
    this.state = state;
    this.desk = desk;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * @param path without {@code /control/tiktok}
   */
  Answer answer(Call call, String path) {
    List<String> at = RequestRules.segments(path);
    try {
      return switch (call.method()) {
        case "GET" -> got(at);
        case "POST" -> posted(at, body(call));
        default -> error(405, "Use GET or POST.");
      };
    } catch (ShopDesk.Refused e) {
      return error(400, String.valueOf(e.getMessage()));
    } catch (TikTokDesk.Impossible e) {
      return error(409, String.valueOf(e.getMessage()));
    }
  }

  private Answer got(List<String> at) {
    return switch (at.getFirst()) {
      case "shops" -> Answer.json(200, shops());
      case "orders" -> {
        if (at.size() == 2) {
          yield state
              .order(number(at.get(1)))
              .map(order -> Answer.json(200, view(order)))
              .orElseGet(TikTokControl::nothing);
        }
        ArrayNode orders = Json.array();
        state.orders().stream().limit(SHOWN).forEach(order -> orders.add(view(order)));
        yield Answer.json(200, orders);
      }
      case "deliveries" -> Answer.json(200, sender.view());
      default -> nothing();
    };
  }

  private Answer posted(List<String> at, JsonNode body) {
    if (at.equals(List.of("orders"))) {
      return placed(body);
    }
    if (at.equals(List.of("signing"))) {
      sender.signWithPrevious(body.path("secret").asText().equals("previous"));
      return Answer.json(200, Json.object());
    }
    if (at.size() != 3) {
      return nothing();
    }
    if (at.getFirst().equals("shops") && settings.shop(at.get(1)).isPresent()) {
      return shop(at.get(1), at.get(2), body);
    }
    if (!at.getFirst().equals("orders")) {
      return nothing();
    }
    long id = number(at.get(1));
    return switch (at.get(2)) {
      case "move" -> Answer.json(200, view(desk.move(id, status(body.path("to").asText()))));
      case "mask" -> Answer.json(200, view(desk.mask(id, body.path("masked").asBoolean(true))));
      case "address" -> {
        Buyer before =
            state
                .order(id)
                .map(TikTokOrder::buyer)
                .orElseThrow(() -> new ShopDesk.Refused("There is no order " + id + "."));
        yield Answer.json(200, view(desk.readdress(id, buyer(body.path("buyer"), before))));
      }
      case "request-cancel" -> Answer.json(200, view(desk.askToCancel(id)));
      case "withdraw-cancel" -> {
        TikTokOrder.Wish wish = state.order(id).map(TikTokOrder::wish).orElse(null);
        if (wish == null) {
          throw new TikTokDesk.Impossible("Nobody asked to cancel.");
        }
        yield Answer.json(
            200, view(desk.settleWish(wish.id(), "CANCELLATION_REQUEST_CANCEL", null, null)));
      }
      case "webhooks" ->
          sender.again(Long.toString(id)) ? Answer.json(202, Json.object()) : nothing();
      default -> nothing();
    };
  }

  private Answer shop(String shop, String what, JsonNode body) {
    switch (what) {
      case "deauthorize" -> desk.deauthorize(shop);
      case "expire-access" -> state.expireAccess(shop, clock.now());
      case "warn-of-expiration" ->
          desk.warnOfExpiration(
              shop, clock.now().plus(Duration.ofDays(body.path("days").asInt(30))));
      case "drop-webhooks" ->
          state.addresses(shop).keySet().forEach(event -> state.unregister(shop, event));
      default -> {
        return nothing();
      }
    }
    return Answer.json(200, shops());
  }

  private Answer placed(JsonNode body) {
    List<TikTokDesk.Wanted> lines = new ArrayList<>();
    for (JsonNode line : body.path("lines")) {
      Map<String, Integer> bundle = new TreeMap<>();
      line.path("bundle")
          .properties()
          .forEach(part -> bundle.put(part.getKey(), part.getValue().asInt(1)));
      int quantity = line.path("quantity").asInt(1);
      if (quantity < 1 || quantity > 250) {
        throw new ShopDesk.Refused("quantity is between 1 and 250.");
      }
      lines.add(new TikTokDesk.Wanted(line.path("sku").asText(), quantity, bundle));
    }
    int count = body.path("count").asInt(1);
    if (count < 1 || count > 1000) {
      throw new ShopDesk.Refused("count is between 1 and 1000.");
    }
    ArrayNode orders = Json.array();
    for (int n = 0; n < count; n++) {
      Buyer buyer =
          body.path("buyer").isObject()
              ? buyer(body.path("buyer"), Buyer.first())
              : Buyer.INVENTED.get(n % Buyer.INVENTED.size());
      orders.add(
          view(
              desk.place(
                  body.path("shop").asText(),
                  lines,
                  buyer,
                  status(body.path("status").asText("AWAITING_SHIPMENT")),
                  body.path("shippingType").asText("SELLER"),
                  body.path("masked").asBoolean(false),
                  body.path("sample").asBoolean(false),
                  body.path("deliver").asBoolean(true))));
    }
    return Answer.json(201, orders);
  }

  private ArrayNode shops() {
    ArrayNode all = Json.array();
    for (TikTokSettings.Shop shop : settings.shops()) {
      ObjectNode json =
          all.addObject()
              .put("id", shop.id())
              .put("name", shop.name())
              .put("region", shop.region())
              .put("seller", shop.seller());
      state
          .grant(shop.id())
          .ifPresentOrElse(
              grant -> {
                json.put("authorized", true).put("refreshes", grant.refreshes());
                json.put("until", grant.until().toString());
              },
              () -> json.put("authorized", false));
      json.set("addresses", Json.tree(state.addresses(shop.id()).keySet()));
      json.set("products", Json.tree(desk.shelf(shop)));
    }
    return all;
  }

  private static ObjectNode view(TikTokOrder order) {
    ObjectNode json =
        Json.object()
            .put("id", Long.toString(order.id()))
            .put("shop", order.shop())
            .put("status", order.status().name())
            .put("createdAt", order.createdAt().toString())
            .put("updatedAt", order.updatedAt().toString())
            .put("shippingType", order.shippingType())
            .put("masked", order.masked())
            .put("wantsCancel", order.wantsCancel());
    TikTokOrder.Wish wish = order.wish();
    if (wish != null) {
      json.put("cancellation", wish.status()).put("reason", wish.reason());
    }
    ArrayNode units = json.putArray("units");
    for (TikTokOrder.Unit unit : order.units()) {
      units
          .addObject()
          .put("id", Long.toString(unit.id()))
          .put("sku", unit.sku())
          .put("package", unit.packageId())
          .put("tracking", unit.tracking())
          .put("provider", unit.provider());
    }
    return json;
  }

  private static Buyer buyer(JsonNode given, Buyer rest) {
    ObjectNode merged = (ObjectNode) Json.tree(rest);
    given.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
    return Json.as(merged, Buyer.class);
  }

  private static TikTokOrder.Status status(String word) {
    for (TikTokOrder.Status status : TikTokOrder.Status.values()) {
      if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
        return status;
      }
    }
    throw new ShopDesk.Refused("There is no state " + word + ".");
  }

  private static JsonNode body(Call call) {
    return call.body().isBlank()
        ? Json.object()
        : Json.parse(call.body())
            .filter(JsonNode::isObject)
            .orElseThrow(() -> new ShopDesk.Refused("The body should be a JSON object."));
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new ShopDesk.Refused(text + " is not a number.");
    }
    return Long.parseLong(text);
  }

  private static Answer nothing() {
    return error(404, "There is nothing here.");
  }

  private static Answer error(int status, String message) {
    return Answer.json(status, Json.object().put("error", message));
  }
}
