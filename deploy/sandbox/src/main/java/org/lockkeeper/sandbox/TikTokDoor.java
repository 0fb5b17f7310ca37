package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * TikTok Shop's Open API: who asks is checked by signature, time, token and cipher, in that order;
 * a refusal is a code, mostly with the status 200.
 */
final class TikTokDoor {

  static final long THROTTLED = 36009002;
  private static final long NOT_FOUND = 36009009;
  private static final long INVALID = 36009003;
  private static final long BROKEN = 36009007;
  private static final long BAD_SIGN = 106001;
  private static final long CIPHER_MISSING = 106013;
  private static final long TOKEN_MISSING = 105001;
  private static final long TOKEN_EXPIRED = 105002;
  private static final long SCOPE_MISSING = 105005;
  private static final long OTHER_SHOP = 101000;
  private static final long IMPOSSIBLE = 21011042;

  private static final List<String[]> SCOPES =
      List.of(
          new String[] {"/order/", "seller.order.info"},
          new String[] {"/fulfillment/", "seller.fulfillment.basic"},
          new String[] {"/logistics/", "seller.logistics"},
          new String[] {"/return_refund/", "seller.return_refund.basic"},
          new String[] {"/", "seller.authorization.info"});

  private final TikTokSettings settings;
  private final TikTokState state;
  private final TikTokDesk desk;
  private final SandboxClock clock;
  private final RateLimits limits;
  private final Faults faults;
  private final Exchanges exchanges;
  private final RequestRules rules = new RequestRules("tiktok-operations.json");

  TikTokDoor(
      TikTokSettings settings,
      TikTokState state,
      TikTokDesk desk,
      SandboxClock clock,
      RateLimits limits,
      Faults faults,
      Exchanges exchanges) {
    this.settings = settings;
    this.state = state;
    this.desk = desk;
    this.clock = clock;
    this.limits = limits;
    this.faults = faults;
    this.exchanges = exchanges;
  }

  /** A refusal on the way through. */
  private static final class No extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final long code;

    No(int status, long code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  /**
   * @param path without the prefix of this platform
   */
  Answer answer(Call call, String path) {
    RequestRules.Operation operation = rules.operation(call.method(), path).orElse(null);
    String name = operation == null ? "unknown" : operation.name();
    String[] shop = new String[1];
    String[] wrong = new String[1];
    Answer answer =
        faults.around(
            Faults.Platform.TIKTOK,
            List.of(name),
            TikTokDoor::failure,
            () -> {
              try {
                return served(operation, call, path, shop);
              } catch (No no) {
                wrong[0] = no.code == INVALID || no.code == NOT_FOUND ? no.getMessage() : null;
                return no(no.status, no.code, String.valueOf(no.getMessage()));
              } catch (TikTokDesk.Impossible e) {
                return no(200, IMPOSSIBLE, String.valueOf(e.getMessage()));
              }
            });
    exchanges.add(Faults.Platform.TIKTOK, name, shop[0], call, path, answer, wrong[0]);
    return answer;
  }

  private Answer served(
      RequestRules.@Nullable Operation operation, Call call, String path, String[] shop) {
    if (operation == null) {
      throw new No(404, NOT_FOUND, "There is no such operation.");
    }
    checkSignature(call, path);
    TikTokState.Grant grant = grant(call);
    String scope =
        SCOPES.stream().filter(pair -> path.startsWith(pair[0])).findFirst().orElseThrow()[1];
    if (!grant.scopes().contains(scope)) {
      throw new No(403, SCOPE_MISSING, "The scope " + scope + " is missing.");
    }
    boolean needsShop = !operation.name().equals("shops");
    TikTokSettings.Shop named = needsShop ? shop(call, grant) : null;
    shop[0] = named == null ? grant.shops().getFirst() : named.id();
    if (!limits.take("tiktok/" + shop[0], operation.rate(), operation.burst(), 1)) {
      return no(429, THROTTLED, "Too many requests.").with("Retry-After", "1");
    }
    List<String> wrong = rules.wrong(operation, call);
    if (!wrong.isEmpty()) {
      throw new No(400, INVALID, String.join("; ", wrong));
    }
    return named == null ? ok(shops(grant)) : answered(operation, call, path, named);
  }

  private void checkSignature(Call call, String path) {
    Map<String, String> query = new LinkedHashMap<>();
    call.query().forEach((name, values) -> query.put(name, values.getFirst()));
    boolean right =
        settings.appKey().equals(query.get("app_key"))
            && TikTokSignature.same(
                query.getOrDefault("sign", ""),
                TikTokSignature.ofRequest(path, query, call.body(), settings.appSecret()));
    if (!right) {
      throw new No(401, BAD_SIGN, "The sign is invalid.");
    }
    String said = query.getOrDefault("timestamp", "");
    Instant at =
        said.matches("\\d{10}") ? Instant.ofEpochSecond(Long.parseLong(said)) : Instant.EPOCH;
    Instant now = clock.now();
    if (at.isBefore(now.minus(Duration.ofMinutes(5))) || at.isAfter(now.plusSeconds(30))) {
      throw new No(401, BAD_SIGN, "The timestamp is out of bounds.");
    }
  }

  private TikTokState.Grant grant(Call call) {
    String token =
        call.header("x-tts-access-token")
            .orElseThrow(() -> new No(401, TOKEN_MISSING, "The access token is missing."));
    return state
        .byAccess(token, clock.now())
        .orElseThrow(() -> new No(401, TOKEN_EXPIRED, "The access token is expired."));
  }

  private TikTokSettings.Shop shop(Call call, TikTokState.Grant grant) {
    String cipher =
        call.query("shop_cipher")
            .orElseThrow(() -> new No(400, CIPHER_MISSING, "The shop_cipher is missing."));
    return settings.shops().stream()
        .filter(shop -> shop.cipher().equals(cipher) && grant.shops().contains(shop.id()))
        .findFirst()
        .orElseThrow(() -> new No(200, OTHER_SHOP, "The token is not for this shop."));
  }

  private Answer answered(
      RequestRules.Operation operation, Call call, String path, TikTokSettings.Shop shop) {
    JsonNode body = Json.parse(call.body()).orElse(Json.object());
    String id = operation.id(RequestRules.segments(path));
    return switch (operation.name()) {
      case "deauthorize" -> {
        desk.deauthorize(shop.id());
        yield ok(Json.object());
      }
      case "webhooks" -> ok(webhooks(shop));
      case "updateWebhook" -> registered(shop, body);
      case "deleteWebhook" -> {
        state.unregister(shop.id(), body.path("event_type").asText());
        yield ok(Json.object());
      }
      case "orders" -> ok(search(shop, call, body));
      case "order" -> ok(detail(shop, call));
      case "shippingProviders" -> ok(providers());
      case "markShipped" -> ok(shipped(order(shop, id), body));
      case "updateShipping" -> {
        desk.reship(order(shop, id).id(), unit -> true, tracking(body), provider(body));
        yield ok(Json.object());
      }
      case "updatePackageShipping" -> {
        TikTokOrder found =
            mine(shop)
                .filter(o -> o.units().stream().anyMatch(unit -> id.equals(unit.packageId())))
                .findFirst()
                .orElseThrow(() -> new TikTokDesk.Impossible("There is no such package."));
        desk.reship(
            found.id(), unit -> id.equals(unit.packageId()), tracking(body), provider(body));
        yield ok(Json.object());
      }
      case "cancellations" -> ok(cancellations(shop, body));
      case "approveCancellation" -> {
        desk.settleWish(
            wish(shop, id), "CANCELLATION_REQUEST_SUCCESS", null, TikTokOrder.Status.CANCELLED);
        yield ok(Json.object());
      }
      case "rejectCancellation" -> {
        desk.settleWish(
            wish(shop, id),
            "CANCELLATION_REQUEST_CANCELLED",
            body.path("reject_reason").asText(),
            null);
        yield ok(Json.object());
      }
      case "rejectReasons" -> ok(reasons());
      default -> throw new IllegalStateException("no answer for " + operation.name());
    };
  }

  private ObjectNode shops(TikTokState.Grant grant) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("shops");
    for (TikTokSettings.Shop shop : settings.shops()) {
      if (grant.shops().contains(shop.id())) {
        all.addObject()
            .put("id", shop.id())
            .put("cipher", shop.cipher())
            .put("name", shop.name())
            .put("region", shop.region())
            .put("seller_type", "LOCAL")
            .put("code", shop.region() + "LC" + shop.id().substring(shop.id().length() - 4));
      }
    }
    return json;
  }

  private ObjectNode webhooks(TikTokSettings.Shop shop) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("webhooks");
    state
        .addresses(shop.id())
        .forEach(
            (event, address) ->
                all.addObject()
                    .put("event_type", event)
                    .put("address", address)
                    .put("create_time", clock.now().getEpochSecond())
                    .put("update_time", clock.now().getEpochSecond()));
    return json.put("total_count", all.size());
  }

  /** Outside, only https with a name and no port; here also this machine. */
  private Answer registered(TikTokSettings.Shop shop, JsonNode body) {
    String address = body.path("address").asText();
    boolean usable;
    try {
      URI uri = URI.create(address);
      String host = String.valueOf(uri.getHost());
      boolean here = host.equals("127.0.0.1") || host.equals("localhost");
      usable =
          here
              || ("https".equals(uri.getScheme())
                  && uri.getPort() == -1
                  && host.matches("[a-z0-9.-]*[a-z][a-z0-9.-]*"));
    } catch (IllegalArgumentException e) {
      usable = false;
    }
    if (!usable) {
      throw new No(400, INVALID, "address is not an https address with a name and no port");
    }
    state.register(shop.id(), body.path("event_type").asText(), address);
    return ok(Json.object());
  }

  private Stream<TikTokOrder> mine(TikTokSettings.Shop shop) {
    return state.orders().stream().filter(order -> order.shop().equals(shop.id()));
  }

  private TikTokOrder order(TikTokSettings.Shop shop, String id) {
    return mine(shop)
        .filter(order -> Long.toString(order.id()).equals(id))
        .findFirst()
        .orElseThrow(() -> new TikTokDesk.Impossible("There is no such order."));
  }

  private ObjectNode search(TikTokSettings.Shop shop, Call call, JsonNode body) {
    long from = body.path("update_time_ge").asLong(0);
    long until = body.path("update_time_lt").asLong(Long.MAX_VALUE);
    String status = body.path("order_status").asText("");
    List<TikTokOrder> found =
        mine(shop)
            .filter(order -> order.updatedAt().getEpochSecond() >= from)
            .filter(order -> order.updatedAt().getEpochSecond() < until)
            .filter(order -> status.isEmpty() || order.status().name().equals(status))
            .sorted(
                (a, b) ->
                    "DESC".equals(call.query("sort_order").orElse("DESC"))
                        ? b.updatedAt().compareTo(a.updatedAt())
                        : a.updatedAt().compareTo(b.updatedAt()))
            .toList();
    int size = Integer.parseInt(call.query("page_size").orElse("20"));
    int skip =
        call.query("page_token")
            .filter(t -> t.matches("\\d{1,9}"))
            .map(Integer::parseInt)
            .orElse(0);
    ObjectNode json = Json.object();
    ArrayNode orders = json.putArray("orders");
    found.stream()
        .skip(skip)
        .limit(size)
        .forEach(order -> orders.add(TikTokViews.order(order, clock.now())));
    json.put("next_page_token", skip + size < found.size() ? String.valueOf(skip + size) : "");
    return json.put("total_count", found.size());
  }

  private ObjectNode detail(TikTokSettings.Shop shop, Call call) {
    Set<String> ids = Set.of(call.query("ids").orElse("").split(",", -1));
    if (ids.size() > 50) {
      throw new No(400, INVALID, "ids has more than 50 elements");
    }
    ObjectNode json = Json.object();
    ArrayNode orders = json.putArray("orders");
    mine(shop)
        .filter(order -> ids.contains(Long.toString(order.id())))
        .forEach(order -> orders.add(TikTokViews.order(order, clock.now())));
    return json;
  }

  private static ObjectNode providers() {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("shipping_providers");
    all.addObject().put("id", "7117858858072016686").put("name", "USPS");
    all.addObject().put("id", "7117859084333745966").put("name", "UPS");
    all.addObject().put("id", "7352119482571654958").put("name", "Amazon");
    return json;
  }

  private ObjectNode shipped(TikTokOrder order, JsonNode body) {
    Set<String> lines = new HashSet<>();
    body.path("order_line_item_ids").forEach(line -> lines.add(line.asText()));
    String packageId = desk.ship(order.id(), lines, tracking(body), provider(body));
    ObjectNode json =
        Json.object().put("order_id", Long.toString(order.id())).put("package_id", packageId);
    lines.forEach(json.withArray("order_line_item_ids")::add);
    return json;
  }

  private static String tracking(JsonNode body) {
    return body.path("tracking_number").asText();
  }

  private static String provider(JsonNode body) {
    String id = body.path("shipping_provider_id").asText();
    for (JsonNode provider : providers().path("shipping_providers")) {
      if (provider.path("id").asText().equals(id)) {
        return id;
      }
    }
    throw new TikTokDesk.Impossible("There is no such shipping provider.");
  }

  private ObjectNode cancellations(TikTokSettings.Shop shop, JsonNode body) {
    Set<String> ids = new HashSet<>();
    body.path("order_ids").forEach(id -> ids.add(id.asText()));
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("cancellations");
    mine(shop)
        .filter(order -> ids.isEmpty() || ids.contains(Long.toString(order.id())))
        .forEach(
            order -> {
              TikTokOrder.Wish wish = order.wish();
              if (wish != null) {
                all.addObject()
                    .put("cancel_id", Long.toString(wish.id()))
                    .put("order_id", Long.toString(order.id()))
                    .put("cancel_status", wish.status())
                    .put("cancel_type", "BUYER_CANCEL")
                    .put("role", "BUYER")
                    .put("create_time", wish.askedAt().getEpochSecond());
              }
            });
    return json.put("total_count", all.size());
  }

  private long wish(TikTokSettings.Shop shop, String id) {
    return mine(shop)
        .map(TikTokOrder::wish)
        .filter(wish -> wish != null && Long.toString(wish.id()).equals(id))
        .findFirst()
        .map(wish -> Long.parseLong(id))
        .orElseThrow(() -> new TikTokDesk.Impossible("There is no such cancellation."));
  }

  private static ObjectNode reasons() {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("reasons");
    all.addObject()
        .put("name", "seller_reject_apply_product_has_been_packed")
        .put("text", "Product has been packed");
    all.addObject()
        .put("name", "seller_reject_apply_product_has_been_shipped")
        .put("text", "Product has been shipped");
    return json;
  }

  static Answer ok(ObjectNode data) {
    ObjectNode json = Json.object().put("code", 0).put("message", "Success");
    json.put("request_id", "sandbox");
    json.set("data", data);
    return Answer.json(200, json);
  }

  static Answer no(int status, long code, String message) {
    return Answer.json(
        status,
        Json.object().put("code", code).put("message", message).put("request_id", "sandbox"));
  }

  static Answer failure(Faults.Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED -> no(401, TOKEN_EXPIRED, "The access token is expired.");
      case THROTTLE -> no(200, THROTTLED, "Too many requests.");
      case FAIL_503 -> no(503, BROKEN, "Try again later.");
      case FAIL_500, TIMEOUT, SUCCEED_THEN_500, SUCCEED_THEN_TIMEOUT ->
          no(500, BROKEN, "Something broke here.");
    };
  }
}
