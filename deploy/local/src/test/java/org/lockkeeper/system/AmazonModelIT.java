package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the product says to the platforms, held against the platforms' own descriptions. */
@Order(3)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmazonModelIT {

  private final Outside outside;
  private final Rows rows;
  private final Seller seller;

  AmazonModelIT(RunningProduct product) {
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(2);
  }

  /** Everything that the product may ever ask of a platform happens once. */
  @BeforeAll
  void orders_have_gone_all_ways() {
    outside.noFaults();
    long shipped = outside.placeOne(Outside.wish(seller).of(seller.sku(), 2).of("MC-BEAN-1LB", 1));
    long cancelled = outside.placeOne(Outside.wish(seller, seller.sku()));
    long unknown = outside.placeOne(Outside.wish(seller, seller.shopOnlySku()));
    long noStock = outside.placeOne(Outside.wish(seller, "MC-CARAFE"));
    rows.awaitTrouble(unknown, "UNMAPPED_SKU");
    rows.awaitTrouble(noStock, "NO_FBA_STOCK");
    rows.awaitStatus(cancelled, "ROUTED");
    outside.post("orders/" + cancelled + "/cancel", Outside.json());
    rows.awaitStatus(cancelled, "CANCELLED");
    rows.awaitStatus(shipped, "ROUTED");
    String order = rows.order(shipped).orElseThrow();
    outside.step(seller, order, "move", Outside.json().put("to", "DELIVERED").put("packages", 2));
    rows.awaitStatus(shipped, "DELIVERED");
    Await.that(
        "the shop knows both parcels",
        () -> outside.order(shipped).path("fulfillments").toString().split("number").length >= 2);
  }

  @Test
  void every_request_to_amazon_and_every_answer_is_as_amazons_model_has_it() {
    OpenApiInteractionValidator outbound =
        model(Contracts.file("amazon-spapi/models/fulfillmentOutbound_2020-07-01.json"));
    OpenApiInteractionValidator inventory =
        model(Contracts.file("amazon-spapi/models/fbaInventory.json"));
    List<String> complaints = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (JsonNode exchange : outside.get("exchanges?platform=amazon")) {
      boolean stock = exchange.path("path").asText().startsWith("/fba/inventory");
      ValidationReport report =
          (stock ? inventory : outbound)
              .validate(
                  request(exchange),
                  new SimpleResponse.Builder(exchange.path("status").asInt())
                      .withContentType("application/json")
                      .withBody(exchange.path("responseBody").asText())
                      .build());
      seen.add(exchange.path("operation").asText());
      report.getMessages().stream()
          .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
          .forEach(
              message ->
                  complaints.add(
                      exchange.path("operation").asText() + ": " + message.getMessage()));
    }
    assertThat(complaints).isEmpty();
    assertThat(seen)
        .contains(
            "getFulfillmentPreview",
            "createFulfillmentOrder",
            "getFulfillmentOrder",
            "cancelFulfillmentOrder",
            "getPackageTrackingDetails",
            "getInventorySummaries");
  }

  private static Request request(JsonNode exchange) {
    String path = exchange.path("path").asText();
    SimpleRequest.Builder request =
        switch (exchange.path("method").asText()) {
          case "POST" -> SimpleRequest.Builder.post(path);
          case "PUT" -> SimpleRequest.Builder.put(path);
          default -> SimpleRequest.Builder.get(path);
        };
    exchange
        .path("query")
        .properties()
        .forEach(
            field ->
                field
                    .getValue()
                    .forEach(value -> request.withQueryParam(field.getKey(), value.asText())));
    String body = exchange.path("requestBody").asText();
    if (!body.isEmpty()) {
      request.withContentType("application/json").withBody(body);
    }
    return request.build();
  }

  private static OpenApiInteractionValidator model(Path file) {
    return OpenApiInteractionValidator.createForSpecificationUrl(file.toUri().toString())
        .withLevelResolver(
            LevelResolver.create()
                // Amazon sends fields that its model does not have.
                .withLevel(
                    "validation.response.body.schema.additionalProperties",
                    ValidationReport.Level.IGNORE)
                .build())
        .build();
  }

  @Test
  void every_question_to_the_shop_is_one_that_its_schema_knows() throws IOException {
    String excerpt = Files.readString(Contracts.file("shopify/admin-graphql-excerpt.graphql"));
    Set<String> leftOut = new TreeSet<>();
    GraphQLSchema schema = schema(excerpt, leftOut);
    Set<String> questions = new TreeSet<>();
    for (JsonNode exchange : outside.get("exchanges?platform=shopify")) {
      questions.add(
          Outside.JSON.readTree(exchange.path("requestBody").asText()).path("query").asText());
    }
    assertThat(questions).hasSizeGreaterThanOrEqualTo(3);
    for (String question : questions) {
      assertThat(
              new Validator()
                  .validateDocument(schema, Parser.parse(question), Locale.ENGLISH).stream()
                      .map(ValidationError::getMessage)
                      .filter(
                          wrong ->
                              leftOut.stream()
                                  .noneMatch(name -> wrong.contains("leaf type '" + name))))
          .as(question)
          .isEmpty();
    }
  }

  /** The excerpt leaves types out; those that it only names are taken for plain values. */
  private static GraphQLSchema schema(String excerpt, Set<String> leftOut) {
    Document document = Parser.parse(excerpt);
    Set<String> named = new TreeSet<>(Set.of("String", "Int", "Float", "Boolean", "ID"));
    Set<String> known = new TreeSet<>(named);
    for (SDLDefinition<?> type : document.getDefinitionsOfType(SDLDefinition.class)) {
      switch (type) {
        case ObjectTypeDefinition object -> {
          known.add(object.getName());
          object
              .getFieldDefinitions()
              .forEach(
                  field -> {
                    named.add(name(field.getType()));
                    field
                        .getInputValueDefinitions()
                        .forEach(value -> named.add(name(value.getType())));
                  });
        }
        case InputObjectTypeDefinition input -> {
          known.add(input.getName());
          input.getInputValueDefinitions().forEach(value -> named.add(name(value.getType())));
        }
        case InterfaceTypeDefinition shared -> {
          known.add(shared.getName());
          shared.getFieldDefinitions().forEach(field -> named.add(name(field.getType())));
        }
        case EnumTypeDefinition words -> known.add(words.getName());
        case UnionTypeDefinition union -> known.add(union.getName());
        case ScalarTypeDefinition scalar -> known.add(scalar.getName());
        default -> throw new IllegalStateException("the excerpt has something new");
      }
    }
    named.removeAll(known);
    leftOut.addAll(named);
    StringBuilder whole = new StringBuilder(excerpt);
    named.forEach(name -> whole.append("\n").append(standIn(name, known)));
    whole.append("\nschema { query: QueryRoot mutation: Mutation }\n");
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(
        new SchemaParser().parse(whole.toString()));
  }

  /** A connection is one like all others; the rest are values as far as we ask. */
  private static String standIn(String name, Set<String> known) {
    String node = name.replaceFirst("Connection$", "");
    return !node.equals(name) && known.contains(node)
        ? "type " + name + " { nodes: [" + node + "!]! }"
        : "scalar " + name;
  }

  private static String name(Type<?> type) {
    return switch (type) {
      case NonNullType required -> name(required.getType());
      case ListType list -> name(list.getType());
      case TypeName plain -> plain.getName();
      default -> throw new IllegalStateException("a type of an unknown form");
    };
  }

  @Test
  void no_call_was_one_that_a_platform_would_have_refused_as_malformed() {
    assertThat(outside.get("invalid-requests")).isEmpty();
  }

  /** Amazon repeats the address in its answers. */
  @Test
  void nothing_of_the_address_that_amazon_repeats_is_kept() {
    Set<String> words = new TreeSet<>();
    for (JsonNode exchange : outside.get("exchanges?platform=amazon")) {
      collect(exchange.path("responseBody").asText(), words);
    }
    words.removeAll(Set.of("United States", "Standard", "Thank you for your order."));
    assertThat(words).as("Amazon did repeat addresses").isNotEmpty();
    Needles needles = new Needles(words);
    assertThat(needles.size()).isGreaterThan(3);
    assertThat(new Dump(rows).find(needles)).isEmpty();
  }

  private static void collect(String body, Set<String> words) {
    JsonNode address;
    try {
      address =
          Outside.JSON
              .readTree(body)
              .path("payload")
              .path("fulfillmentOrder")
              .path("destinationAddress");
    } catch (IOException e) {
      return;
    }
    for (String field : List.of("name", "addressLine1", "addressLine2", "city", "phone")) {
      if (address.path(field).isTextual()) {
        words.add(address.path(field).asText());
      }
    }
  }
}
