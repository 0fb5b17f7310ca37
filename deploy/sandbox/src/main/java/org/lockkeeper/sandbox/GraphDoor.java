package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.GraphqlErrorException;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.parser.Parser;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Admin API of the pretend shops: one address per shop, real GraphQL, points that run out.
 *
 * <p>A throttled call is a 200 with {@code THROTTLED} among the errors, as Shopify does it.
 */
final class GraphDoor {

  private static final double POINTS_A_SECOND = 100;
  private static final double POINTS_AT_MOST = 2000;
  private static final Pattern PATH =
      Pattern.compile("/([^/]+)/admin/api/([0-9]{4}-[0-9]{2}|unstable)/graphql\\.json");

  private final Settings settings;
  private final World world;
  private final RateLimits limits;
  private final Faults faults;
  private final Exchanges exchanges;
  private final GraphMutations mutations;
  private final ShopAccess access;
  private final GraphSubscriptions webhooks;
  private final GraphQLSchema schema;
  private final GraphQL graph;

  GraphDoor(
      Settings settings,
      World world,
      SandboxClock clock,
      RateLimits limits,
      Faults faults,
      Exchanges exchanges,
      ShopAccess access) {
    this.settings = settings;
    this.world = world;
    this.limits = limits;
    this.faults = faults;
    this.exchanges = exchanges;
    this.access = access;
    this.mutations = new GraphMutations(world, clock);
    this.webhooks = new GraphSubscriptions(access);
    this.schema = schema();
    this.graph = GraphQL.newGraphQL(schema).build();
  }

  /**
   * @param path without the prefix of this platform
   */
  Answer answer(Call call, String path) {
    Matcher matcher = PATH.matcher(path);
    Settings.Shop shop = matcher.matches() ? settings.shop(matcher.group(1)).orElse(null) : null;
    Answer answer;
    List<String> operations = new ArrayList<>();
    if (shop == null || !call.method().equals("POST")) {
      answer = Answer.json(404, Json.object().put("errors", "Not Found"));
    } else if (!access.allows(shop, call.header("X-Shopify-Access-Token").orElse(""))) {
      answer = unauthorized();
    } else {
      answer = executed(shop, call, operations);
    }
    Answer named = answer.with("X-Request-Id", UUID.randomUUID().toString());
    String wrong = null;
    if (shop == null || answer.status() == 400 || isRefusal(answer)) {
      wrong =
          Json.parse(answer.text())
              .map(body -> String.join("; ", body.path("errors").findValuesAsText("message")))
              .filter(text -> !text.isEmpty())
              .orElse("refused");
    }
    exchanges.add(
        Faults.Platform.SHOPIFY,
        operations.isEmpty() ? "unknown" : String.join(",", operations),
        shop == null ? null : shop.domain(),
        call,
        path,
        named,
        wrong);
    return named;
  }

  /** The query itself was wrong: it has errors, and none of them is the throttle. */
  private static boolean isRefusal(Answer answer) {
    if (answer.status() != 200) {
      return false;
    }
    JsonNode errors = Json.parse(answer.text()).map(body -> body.path("errors")).orElse(null);
    return errors != null && !errors.isEmpty() && !errors.toString().contains("\"THROTTLED\"");
  }

  private Answer executed(Settings.Shop shop, Call call, List<String> operations) {
    JsonNode body = Json.parse(call.body()).orElse(null);
    if (body == null || !body.path("query").isTextual()) {
      return Answer.json(
          400, Json.object().put("errors", "The body should be JSON with a query in it."));
    }
    String query = body.path("query").asText();
    String name = body.path("operationName").asText(null);
    Map<String, Object> variables = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> variable : body.path("variables").properties()) {
      variables.put(variable.getKey(), plain(variable.getValue()));
    }
    Document document;
    GraphCost.Estimate estimate;
    try {
      document = new Parser().parseDocument(query);
      List<ValidationError> wrong =
          new Validator().validateDocument(schema, document, Locale.ENGLISH);
      if (!wrong.isEmpty()) {
        return errors(wrong.stream().map(ValidationError::getMessage).toList());
      }
      estimate = GraphCost.of(schema, document, name, variables);
    } catch (GraphQLException e) {
      return errors(List.of(String.valueOf(e.getMessage())));
    }
    operations.addAll(estimate.rootFields());
    List<String> names = new ArrayList<>(estimate.rootFields());
    if (name != null) {
      names.add(name);
    }
    return faults.around(
        Faults.Platform.SHOPIFY,
        names,
        kind -> failure(kind, shop, estimate),
        () -> run(shop, query, name, variables, document, estimate));
  }

  private Answer run(
      Settings.Shop shop,
      String query,
      @Nullable String name,
      Map<String, Object> variables,
      Document document,
      GraphCost.Estimate estimate) {
    if (estimate.points() > GraphCost.MOST_AT_ONCE) {
      return errors(
          List.of("The query would cost " + estimate.points() + " points; the most is 1000."),
          "MAX_COST_EXCEEDED");
    }
    if (!limits.take("shop:" + shop.domain(), POINTS_A_SECOND, POINTS_AT_MOST, estimate.points())) {
      return throttled(shop, estimate);
    }
    ExecutionResult result =
        graph.execute(
            ExecutionInput.newExecutionInput(query)
                .operationName(name)
                .variables(variables)
                .graphQLContext(Map.of("shop", shop))
                .build());
    Map<String, Object> json = new LinkedHashMap<>(result.toSpecification());
    boolean mutation =
        document.getDefinitionsOfType(OperationDefinition.class).stream()
            .anyMatch(
                operation -> operation.getOperation() == OperationDefinition.Operation.MUTATION);
    int actual = Math.min(estimate.points(), GraphCost.actual(json.get("data"), mutation));
    limits.giveBack(
        "shop:" + shop.domain(), POINTS_A_SECOND, POINTS_AT_MOST, estimate.points() - actual);
    json.put("extensions", extensions(shop, estimate.points(), actual));
    return Answer.json(200, json);
  }

  // Reading

  private @Nullable Object order(DataFetchingEnvironment env) {
    return found(env, GraphViews.number("Order", env.getArgument("id")))
        .map(GraphViews::order)
        .orElse(null);
  }

  private @Nullable Object fulfillmentOrder(DataFetchingEnvironment env) {
    long id = GraphViews.number("FulfillmentOrder", env.getArgument("id"));
    return found(env, ShopOrder.orderOf(id)).map(GraphViews::fulfillmentOrder).orElse(null);
  }

  private @Nullable Object fulfillment(DataFetchingEnvironment env) {
    long id = GraphViews.number("Fulfillment", env.getArgument("id"));
    for (ShopOrder order : world.orders()) {
      for (ShopOrder.Fulfillment made : order.fulfillments()) {
        if (made.id() == id && order.shop().equals(shop(env).domain())) {
          return GraphViews.fulfillment(order, made);
        }
      }
    }
    return null;
  }

  private @Nullable Object orderOfSource(DataFetchingEnvironment env) {
    Map<String, Object> source = env.getSource();
    return source == null
        ? null
        : found(env, GraphViews.number("Order", source.get("orderId")))
            .map(GraphViews::order)
            .orElse(null);
  }

  private Object orders(DataFetchingEnvironment env) {
    String domain = shop(env).domain();
    OrderSearch search = OrderSearch.of(env.<String>getArgument("query"));
    List<ShopOrder> found =
        world.orders().stream()
            .filter(order -> order.shop().equals(domain))
            .filter(search::matches)
            .sorted(OrderSearch.by(env.<String>getArgument("sortKey")))
            .toList();
    return connection(env, found.stream().map(GraphViews::order).toList());
  }

  private Object connectionOfSource(DataFetchingEnvironment env) {
    Map<String, Object> source = env.getSource();
    Object list = source == null ? List.of() : source.get(env.getField().getName());
    return connection(env, list instanceof List<?> all ? all : List.of());
  }

  private Object listOfSource(DataFetchingEnvironment env) {
    Map<String, Object> source = env.getSource();
    Object list = source == null ? List.of() : source.get(env.getField().getName());
    List<?> all = list instanceof List<?> known ? known : List.of();
    Integer first = env.getArgument("first");
    return first == null ? all : all.subList(0, Math.min(Math.max(0, first), all.size()));
  }

  private static Object connection(DataFetchingEnvironment env, List<?> inOrder) {
    Integer first = env.getArgument("first");
    Integer last = env.getArgument("last");
    if (first == null && last == null) {
      throw GraphqlErrorException.newErrorException()
          .message("you must provide one of first or last")
          .build();
    }
    if ((first != null && (first < 0 || first > 250))
        || (last != null && (last < 0 || last > 250))) {
      throw GraphqlErrorException.newErrorException()
          .message("first and last are between 0 and 250")
          .build();
    }
    List<?> all = Boolean.TRUE.equals(env.getArgument("reverse")) ? inOrder.reversed() : inOrder;
    int from = place(all, env.<String>getArgument("after")) + 1;
    int before = place(all, env.<String>getArgument("before"));
    int to = before < 0 ? all.size() : before;
    from = Math.min(from, to);
    if (first != null) {
      to = Math.min(to, from + first);
    } else {
      from = Math.max(from, to - (last == null ? 0 : last));
    }
    List<Map<String, Object>> edges = new ArrayList<>();
    for (Object node : all.subList(from, to)) {
      edges.add(Map.of("cursor", cursor(node), "node", node));
    }
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("hasNextPage", to < all.size());
    page.put("hasPreviousPage", from > 0);
    page.put("startCursor", edges.isEmpty() ? null : edges.getFirst().get("cursor"));
    page.put("endCursor", edges.isEmpty() ? null : edges.getLast().get("cursor"));
    return Map.of("edges", edges, "nodes", all.subList(from, to), "pageInfo", page);
  }

  private static int place(List<?> all, @Nullable String cursor) {
    if (cursor == null) {
      return -1;
    }
    for (int n = 0; n < all.size(); n++) {
      if (cursor(all.get(n)).equals(cursor)) {
        return n;
      }
    }
    throw GraphqlErrorException.newErrorException().message("the cursor is not valid").build();
  }

  private static String cursor(Object node) {
    String id = node instanceof Map<?, ?> map ? String.valueOf(map.get("id")) : "";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<ShopOrder> found(DataFetchingEnvironment env, long id) {
    return world.order(id).filter(order -> order.shop().equals(shop(env).domain()));
  }

  private static Settings.Shop shop(DataFetchingEnvironment env) {
    Settings.Shop shop = env.getGraphQlContext().get("shop");
    if (shop == null) {
      throw new IllegalStateException("a query without a shop");
    }
    return shop;
  }

  // Answers

  private Answer failure(Faults.Kind kind, Settings.Shop shop, GraphCost.Estimate estimate) {
    return switch (kind) {
      case THROTTLE -> throttled(shop, estimate);
      case UNAUTHORIZED -> unauthorized();
      case FAIL_503 -> Answer.json(503, Json.object().put("errors", "Service Unavailable"));
      case FAIL_500, TIMEOUT, SUCCEED_THEN_500, SUCCEED_THEN_TIMEOUT ->
          Answer.json(500, Json.object().put("errors", "Internal Server Error"));
    };
  }

  private static Answer unauthorized() {
    return Answer.json(
        401,
        Json.object()
            .put(
                "errors",
                "[API] Invalid API key or access token (unrecognized login or wrong password)"));
  }

  private Answer throttled(Settings.Shop shop, GraphCost.Estimate estimate) {
    ObjectNode json = Json.object();
    ObjectNode error = json.putArray("errors").addObject();
    error.put("message", "Throttled");
    error.putObject("extensions").put("code", "THROTTLED");
    json.set("extensions", Json.tree(extensions(shop, estimate.points(), null)));
    return Answer.json(200, json);
  }

  private Map<String, Object> extensions(
      Settings.Shop shop, int requested, @Nullable Integer actual) {
    double left = limits.left("shop:" + shop.domain(), POINTS_A_SECOND, POINTS_AT_MOST);
    Map<String, @Nullable Object> cost = new LinkedHashMap<>();
    cost.put("requestedQueryCost", requested);
    cost.put("actualQueryCost", actual);
    cost.put(
        "throttleStatus",
        Map.of(
            "maximumAvailable",
            POINTS_AT_MOST * limits.factor(),
            "currentlyAvailable",
            Math.floor(left),
            "restoreRate",
            POINTS_A_SECOND * limits.factor()));
    return Map.<String, Object>of("cost", cost);
  }

  private static Answer errors(List<String> messages) {
    return errors(messages, null);
  }

  private static Answer errors(List<String> messages, @Nullable String code) {
    ObjectNode json = Json.object();
    var errors = json.putArray("errors");
    for (String message : messages) {
      ObjectNode error = errors.addObject().put("message", message);
      if (code != null) {
        error.putObject("extensions").put("code", code);
      }
    }
    return Answer.json(200, json);
  }

  private static Object plain(JsonNode node) {
    return Json.as(node, Object.class);
  }

  // The schema

  private GraphQLSchema schema() {
    try (InputStream in = GraphDoor.class.getResourceAsStream("shop-admin.graphqls")) {
      if (in == null) {
        throw new IllegalStateException("the schema is not in this jar");
      }
      RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
      for (String scalar :
          List.of("DateTime", "URL", "UnsignedInt64", "Decimal", "CountryCode", "CurrencyCode")) {
        wiring.scalar(
            GraphQLScalarType.newScalar().name(scalar).coercing(new TextCoercing()).build());
      }
      wiring.type(
          "QueryRoot",
          type ->
              type.dataFetcher("order", this::order)
                  .dataFetcher("orders", this::orders)
                  .dataFetcher("fulfillment", this::fulfillment)
                  .dataFetcher("fulfillmentOrder", this::fulfillmentOrder)
                  .dataFetcher(
                      "webhookSubscriptions",
                      env -> connection(env, webhooks.all(shop(env).domain())))
                  .dataFetcher(
                      "shop",
                      env -> GraphViews.shop(shop(env), settings.shops().indexOf(shop(env)) + 1)));
      wiring.type(
          "Mutation",
          type ->
              type.dataFetcher(
                      "webhookSubscriptionCreate", env -> webhooks.create(shop(env).domain(), env))
                  .dataFetcher(
                      "webhookSubscriptionDelete", env -> webhooks.delete(shop(env).domain(), env))
                  .dataFetcher("appUninstall", env -> webhooks.uninstall(shop(env).domain()))
                  .dataFetcher(
                      "fulfillmentCreate", env -> mutations.create(shop(env).domain(), env))
                  .dataFetcher(
                      "fulfillmentEventCreate", env -> mutations.event(shop(env).domain(), env))
                  .dataFetcher(
                      "fulfillmentTrackingInfoUpdate",
                      env -> mutations.tracking(shop(env).domain(), env)));
      wiring.type(
          "Order",
          type ->
              type.dataFetcher("lineItems", this::connectionOfSource)
                  .dataFetcher("fulfillmentOrders", this::connectionOfSource)
                  .dataFetcher("fulfillments", this::listOfSource));
      wiring.type(
          "FulfillmentOrder",
          type ->
              type.dataFetcher("lineItems", this::connectionOfSource)
                  .dataFetcher("order", this::orderOfSource));
      wiring.type(
          "Fulfillment",
          type ->
              type.dataFetcher("trackingInfo", this::listOfSource)
                  .dataFetcher("events", this::connectionOfSource)
                  .dataFetcher("fulfillmentLineItems", this::connectionOfSource)
                  .dataFetcher("order", this::orderOfSource));
      return new SchemaGenerator()
          .makeExecutableSchema(
              new SchemaParser().parse(new InputStreamReader(in, StandardCharsets.UTF_8)),
              wiring.build());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the schema", e);
    }
  }

  /** Scalars that travel as text. */
  private static final class TextCoercing implements Coercing<String, String> {
    @Override
    public String serialize(Object result, GraphQLContext context, Locale locale) {
      return result.toString();
    }

    @Override
    public String parseValue(Object input, GraphQLContext context, Locale locale) {
      return input.toString();
    }

    @Override
    public String parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (input instanceof StringValue text && text.getValue() != null) {
        return text.getValue();
      }
      throw new CoercingParseLiteralException("a text is expected here");
    }
  }
}
