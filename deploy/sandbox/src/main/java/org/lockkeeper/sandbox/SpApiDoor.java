package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Amazon's pretend Selling Partner API: who calls, how often, is it valid, and then the work. */
final class SpApiDoor {

  private static final Duration INVENTORY_PAGE_LASTS = Duration.ofSeconds(30);
  private static final Duration LIST_REACHES_BACK = Duration.ofHours(36);
  private static final int ORDERS_A_PAGE = 50;
  private static final int SKUS_A_PAGE = 5;
  private static final String ROTATION = "/applications/2023-11-30/clientSecret";
  private static final double ROTATIONS_A_SECOND = 1.0 / 60;
  private static final String LIMIT_HEADER = "x-amzn-RateLimit-Limit";

  private final Settings settings;
  private final Catalogue catalogue;
  private final World world;
  private final AmazonDesk desk;
  private final LwaSecrets secrets;
  private final SandboxClock clock;
  private final RateLimits limits;
  private final Faults faults;
  private final Exchanges exchanges;
  private final RequestRules rules = new RequestRules();

  SpApiDoor(
      Settings settings,
      Catalogue catalogue,
      World world,
      AmazonDesk desk,
      LwaSecrets secrets,
      SandboxClock clock,
      RateLimits limits,
      Faults faults,
      Exchanges exchanges) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.world = world;
    this.desk = desk;
    this.secrets = secrets;
    this.clock = clock;
    this.limits = limits;
    this.faults = faults;
    this.exchanges = exchanges;
  }

  /** Why a call is turned away, in Amazon's words. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  /**
   * @param path without the prefix of this platform
   */
  Answer answer(Call call, String path) {
    if (path.equals(ROTATION) && call.method().equals("POST")) {
      return rotation(call, path);
    }
    RequestRules.Operation operation = rules.operation(call.method(), path).orElse(null);
    World.@Nullable Token token = null;
    Answer answer;
    String wrong = null;
    try {
      token = authorized(call);
      if (operation == null) {
        throw new Refusal(404, "NotFound", "There is no such operation.");
      }
      String seller = token.seller();
      if (seller.isEmpty()) {
        throw new Refusal(403, "Unauthorized", "The token was not granted by a seller.");
      }
      throttle(operation, seller);
      countCreate(operation, seller, call);
      answer =
          faults.around(
              Faults.Platform.AMAZON,
              List.of(operation.name()),
              SpApiDoor::failure,
              () -> worked(operation, call, path, seller));
    } catch (Refusal refusal) {
      answer = error(refusal.status, refusal.code, refusal.getMessage());
    }
    if (answer.status() == 400 || (answer.status() == 404 && operation == null)) {
      wrong = Json.parse(answer.text()).map(SpApiDoor::messages).orElse("refused");
    }
    Answer dressed = dressed(answer, operation);
    exchanges.add(
        Faults.Platform.AMAZON,
        operation == null ? "unknown" : operation.name(),
        token == null || token.seller().isEmpty() ? null : token.seller(),
        call,
        path,
        dressed,
        wrong);
    return dressed;
  }

  /** Makes a new client secret for the application, which is told elsewhere and not here. */
  private Answer rotation(Call call, String path) {
    Answer answer;
    try {
      if (!authorized(call).seller().isEmpty()) {
        throw new Refusal(403, "Unauthorized", "This operation is for the application itself.");
      }
      if (!limits.take(settings.amazonClientId() + ROTATION, ROTATIONS_A_SECOND, 1, 1)) {
        throw new Refusal(429, "QuotaExceeded", "The quota of this operation is used up.");
      }
      answer =
          faults.around(
              Faults.Platform.AMAZON,
              List.of("rotateApplicationClientSecret"),
              SpApiDoor::failure,
              () -> {
                secrets.rotate();
                return new Answer(204, Map.of(), "application/json", "");
              });
    } catch (Refusal refusal) {
      answer = error(refusal.status, refusal.code, refusal.getMessage());
    }
    Answer dressed = dressed(answer, null);
    exchanges.add(
        Faults.Platform.AMAZON, "rotateApplicationClientSecret", null, call, path, dressed, null);
    return dressed;
  }

  private World.Token authorized(Call call) {
    String value =
        call.header("x-amz-access-token")
            .filter(text -> text.startsWith("Atza|"))
            .orElseThrow(
                () ->
                    new Refusal(
                        401, "Unauthorized", "The access token is missing or not well formed."));
    World.Token token =
        world
            .token(value)
            .orElseThrow(() -> new Refusal(403, "Unauthorized", "The access token is not known."));
    if (!clock.now().isBefore(token.expiresAt())) {
      throw new Refusal(403, "Unauthorized", "The access token has expired.");
    }
    return token;
  }

  private void throttle(RequestRules.Operation operation, String seller) {
    String bucket = settings.amazonClientId() + "/" + seller + "/" + operation.name();
    if (!limits.take(bucket, operation.rate(), operation.burst(), 1)) {
      throw new Refusal(429, "QuotaExceeded", "The quota of this operation is used up.");
    }
  }

  /** Counts what arrives, whether or not trouble on order then spoils it. */
  private void countCreate(RequestRules.Operation operation, String seller, Call call) {
    if (operation.name().equals("createFulfillmentOrder")
        && Json.parse(call.body()).orElse(null) instanceof ObjectNode request) {
      world.countCreate(seller, AmazonDesk.idOf(request), 1, 0);
    }
  }

  private Answer worked(RequestRules.Operation operation, Call call, String path, String seller) {
    try {
      List<String> wrong = rules.wrong(operation, call);
      if (!wrong.isEmpty()) {
        return invalid(wrong);
      }
      String id = operation.id(RequestRules.segments(path));
      String decodedId = Call.decoded(id).replace('+', ' ');
      if (decodedId.contains(" ")) {
        throw new Refusal(403, "Unauthorized", "Access to this resource is denied.");
      }
      return switch (operation.name()) {
        case "getFulfillmentPreview" -> preview(seller, body(call));
        case "createFulfillmentOrder" -> create(seller, body(call));
        case "listAllFulfillmentOrders" -> list(seller, call);
        case "getFulfillmentOrder" -> payload(SpApiAnswers.wholeOrder(found(seller, decodedId)));
        case "updateFulfillmentOrder" -> {
          found(seller, decodedId);
          desk.update(seller, decodedId, body(call));
          yield Answer.json(200, Json.object());
        }
        case "cancelFulfillmentOrder" -> {
          found(seller, decodedId);
          desk.move(seller, decodedId, AmazonOrder.Target.CANCELLED, 1, null);
          yield Answer.json(200, Json.object());
        }
        case "submitFulfillmentOrderStatusUpdate" -> forced(seller, decodedId, body(call));
        case "getPackageTrackingDetails" -> tracking(seller, call);
        case "getInventorySummaries" -> inventory(seller, call);
        default -> throw new IllegalStateException("nobody does " + operation.name());
      };
    } catch (AmazonOrder.IllegalStep e) {
      return error(400, "InvalidInput", String.valueOf(e.getMessage()));
    } catch (Refusal refusal) {
      return error(refusal.status, refusal.code, refusal.getMessage());
    }
  }

  private Answer create(String seller, ObjectNode request) {
    return switch (desk.create(seller, request)) {
      case NEW -> Answer.json(200, Json.object());
      case ID_TAKEN ->
          invalid(List.of("sellerFulfillmentOrderId is in use by another fulfillment order"));
      case SKU_UNKNOWN -> invalid(List.of("items has a sellerSku that is not known"));
    };
  }

  private Answer preview(String seller, ObjectNode request) {
    Map<String, Integer> stock = new HashMap<>();
    for (var item : request.path("items")) {
      String sku = item.path("sellerSku").asText();
      Integer there =
          world
              .stock(seller, sku)
              .orElseThrow(
                  () ->
                      new Refusal(400, "InvalidInput", "items has a sellerSku that is not known"));
      stock.put(sku, there);
    }
    return payload(SpApiAnswers.preview(request, stock, clock.now()));
  }

  private Answer list(String seller, Call call) {
    Instant since;
    int from;
    Optional<String> next = call.query("nextToken").filter(text -> !text.isEmpty());
    if (next.isPresent()) {
      String[] token = opened(next.get(), "orders", 3);
      since = Instant.parse(token[1]);
      from = Integer.parseInt(token[2]);
    } else {
      since =
          call.query("queryStartDate")
              .map(SpApiDoor::time)
              .orElse(clock.now().minus(LIST_REACHES_BACK));
      from = 0;
    }
    List<AmazonOrder> orders =
        desk.all(seller).stream()
            .filter(order -> !order.updatedAt().isBefore(since))
            .sorted(Comparator.comparing(AmazonOrder::updatedAt).thenComparing(AmazonOrder::id))
            .toList();
    ObjectNode json = Json.object();
    ArrayNode page = json.putArray("fulfillmentOrders");
    int to = Math.min(orders.size(), from + ORDERS_A_PAGE);
    orders.subList(Math.min(from, to), to).forEach(order -> page.add(SpApiAnswers.order(order)));
    if (to < orders.size()) {
      json.put("nextToken", sealed("orders", since.toString(), Integer.toString(to)));
    }
    return payload(json);
  }

  private Answer forced(String seller, String id, ObjectNode body) {
    found(seller, id);
    AmazonOrder.Status wanted =
        AmazonOrder.Status.of(body.path("fulfillmentOrderStatus").asText()).orElseThrow();
    switch (wanted) {
      case NEW ->
          throw new Refusal(400, "InvalidInput", "An order does not become New a second time.");
      case RECEIVED -> desk.move(seller, id, AmazonOrder.Target.RECEIVED, 1, null);
      case PLANNING -> desk.move(seller, id, AmazonOrder.Target.PLANNING, 1, null);
      case PROCESSING -> desk.move(seller, id, AmazonOrder.Target.PROCESSING, 1, null);
      case COMPLETE -> desk.move(seller, id, AmazonOrder.Target.SHIPPED, 1, null);
      case COMPLETE_PARTIALLED -> {
        desk.move(seller, id, AmazonOrder.Target.SHIPPED, 1, null);
        desk.changed(seller, id, order -> order.partialled(clock.now()));
      }
      case CANCELLED -> desk.move(seller, id, AmazonOrder.Target.CANCELLED, 1, null);
      case UNFULFILLABLE -> desk.move(seller, id, AmazonOrder.Target.UNFULFILLABLE, 1, null);
      case INVALID -> desk.move(seller, id, AmazonOrder.Target.INVALID, 1, null);
    }
    return Answer.json(200, Json.object());
  }

  private Answer tracking(String seller, Call call) {
    int number = Integer.parseInt(call.query("packageNumber").orElseThrow());
    for (AmazonOrder order : desk.all(seller)) {
      Optional<AmazonOrder.Parcel> parcel = order.parcel(number);
      if (parcel.isPresent()) {
        return payload(SpApiAnswers.tracking(order, parcel.get()));
      }
    }
    throw new Refusal(404, "NotFound", "There is no such package.");
  }

  private Answer inventory(String seller, Call call) {
    int from = 0;
    Optional<String> next = call.query("nextToken").filter(text -> !text.isEmpty());
    if (next.isPresent()) {
      String[] token = opened(next.get(), "stock", 3);
      if (clock.now().isAfter(Instant.parse(token[1]).plus(INVENTORY_PAGE_LASTS))) {
        throw new Refusal(400, "InvalidInput", "nextToken has expired");
      }
      from = Integer.parseInt(token[2]);
    }
    List<String> wanted = RequestRules.skus(call);
    List<Catalogue.Product> kept = catalogue.keptBy(seller);
    List<Catalogue.Product> asked =
        kept.stream()
            .filter(product -> wanted.isEmpty() || wanted.contains(product.sku()))
            .toList();
    boolean details = call.query("details").orElse("false").equalsIgnoreCase("true");
    ObjectNode payload = Json.object();
    payload
        .putObject("granularity")
        .put("granularityType", "Marketplace")
        .put("granularityId", call.query("granularityId").orElse(SpApiAnswers.MARKETPLACE));
    ArrayNode page = payload.putArray("inventorySummaries");
    int to = Math.min(asked.size(), from + SKUS_A_PAGE);
    for (Catalogue.Product product : asked.subList(Math.min(from, to), to)) {
      int there = world.stock(seller, product.sku()).orElse(0);
      page.add(SpApiAnswers.stock(product, kept.indexOf(product) + 1, there, details, clock.now()));
    }
    ObjectNode json = Json.object();
    json.set("payload", payload);
    ObjectNode pagination = json.putObject("pagination");
    if (to < asked.size()) {
      pagination.put("nextToken", sealed("stock", clock.now().toString(), Integer.toString(to)));
    }
    return Answer.json(200, json);
  }

  private AmazonOrder found(String seller, String id) {
    return desk.find(seller, id)
        .orElseThrow(
            () -> new Refusal(404, "NotFound", "There is no fulfillment order with this id."));
  }

  private static ObjectNode body(Call call) {
    return (ObjectNode) Json.parse(call.body()).orElseThrow();
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  private static String sealed(String... parts) {
    return Base64.getUrlEncoder()
        .encodeToString(String.join("|", parts).getBytes(StandardCharsets.UTF_8));
  }

  private static String[] opened(String token, String kind, int parts) {
    try {
      String[] opened =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\|", -1);
      if (opened.length == parts && opened[0].equals(kind)) {
        return opened;
      }
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "InvalidInput", "nextToken is not valid");
    }
    throw new Refusal(400, "InvalidInput", "nextToken is not valid");
  }

  private static Answer payload(ObjectNode payload) {
    ObjectNode json = Json.object();
    json.set("payload", payload);
    return Answer.json(200, json);
  }

  private static Answer invalid(List<String> wrong) {
    ObjectNode json = Json.object();
    ArrayNode errors = json.putArray("errors");
    wrong.forEach(
        message ->
            errors
                .addObject()
                .put("code", "InvalidInput")
                .put("message", message)
                .put("details", ""));
    return Answer.json(400, json);
  }

  private static Answer error(int status, String code, @Nullable String message) {
    ObjectNode json = Json.object();
    json.putArray("errors")
        .addObject()
        .put("code", code)
        .put("message", message)
        .put("details", "");
    return Answer.json(status, json);
  }

  private static Answer failure(Faults.Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED -> error(403, "Unauthorized", "Access to this resource is denied.");
      case THROTTLE -> error(429, "QuotaExceeded", "The quota of this operation is used up.");
      case FAIL_503 -> error(503, "ServiceUnavailable", "The service cannot answer just now.");
      case FAIL_500, TIMEOUT, SUCCEED_THEN_500, SUCCEED_THEN_TIMEOUT ->
          error(500, "InternalFailure", "Something broke here.");
    };
  }

  private Answer dressed(Answer answer, RequestRules.@Nullable Operation operation) {
    Answer named = answer.with("x-amzn-RequestId", UUID.randomUUID().toString());
    boolean tellsLimit =
        answer.status() / 100 == 2 || answer.status() == 400 || answer.status() == 404;
    return tellsLimit && operation != null
        ? named.with(LIMIT_HEADER, Double.toString(operation.rate() * limits.factor()))
        : named;
  }

  private static String messages(JsonNode body) {
    return String.join("; ", body.path("errors").findValuesAsText("message"));
  }
}
