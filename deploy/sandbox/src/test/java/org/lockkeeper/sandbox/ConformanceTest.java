package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lockkeeper.sandbox.TestSandbox.OUTBOUND;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.AstPrinter;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.parser.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pretence held against the outside world's own descriptions, where those are at hand. */
class ConformanceTest {

  @TempDir Path folder;

  @Test
  void signatures_are_those_of_the_published_vectors() throws IOException {
    Path vectors = Shared.contract("shopify/hmac-vectors.json");
    JsonNode all = Json.parse(Files.readString(vectors)).orElseThrow().path("webhook_hmac");
    assertThat(all).isNotEmpty();
    for (JsonNode vector : all) {
      byte[] body = Files.readAllBytes(vectors.resolveSibling(vector.path("file").asText()));
      assertThat(Signature.of(body, vector.path("client_secret").asText()))
          .as(vector.path("file").asText())
          .isEqualTo(vector.path("x_shopify_hmac_sha256").asText());
    }
  }

  @Test
  void webhooks_have_the_fields_of_the_samples() throws IOException {
    Path created = Shared.contract("shopify/webhooks-synthetic/orders_create.json");
    Path cancelled = Shared.contract("shopify/webhooks-synthetic/orders_cancelled.json");
    ShopOrder order =
        new ShopOrder(
            1,
            TestSandbox.SHOP,
            1001,
            2,
            TestTime.START,
            TestTime.START,
            null,
            null,
            Buyer.first(),
            List.of(new ShopOrder.Line(3, "HG-MUG-TIDE", "Mug", "18.00", 2, 2, 0)),
            List.of());
    for (Map.Entry<Path, ShopOrder> pair :
        Map.of(created, order, cancelled, order.cancelled("customer", TestTime.START)).entrySet()) {
      JsonNode sample = Json.parse(Files.readString(pair.getKey())).orElseThrow();
      JsonNode ours = Json.parse(OrderPayload.of(pair.getValue())).orElseThrow();
      List<String> differences = new ArrayList<>();
      compare("", sample, ours, differences);
      assertThat(differences).as(pair.getKey().getFileName().toString()).isEmpty();
    }
  }

  /** Every field of the sample is there, and of the same kind unless one of the two is null. */
  private static void compare(String at, JsonNode sample, JsonNode ours, List<String> differences) {
    if (ours.isMissingNode()) {
      differences.add(at + " is missing");
    } else if (!sample.isNull() && !ours.isNull() && sample.getNodeType() != ours.getNodeType()) {
      differences.add(at + " is another kind of value");
    } else if (sample.isObject()) {
      sample
          .properties()
          .forEach(
              field ->
                  compare(
                      at + "/" + field.getKey(),
                      field.getValue(),
                      ours.path(field.getKey()),
                      differences));
    } else if (sample.isArray() && !sample.isEmpty()) {
      compare(at + "/0", sample.get(0), ours.path(0), differences);
    }
  }

  @Test
  void our_shop_schema_has_only_what_the_real_one_has() throws IOException {
    Path excerpt = Shared.contract("shopify/admin-graphql-excerpt.graphql");
    Document real = new Parser().parseDocument(Files.readString(excerpt));
    Document ours =
        new Parser()
            .parseDocument(
                new String(
                    ConformanceTest.class.getResourceAsStream("shop-admin.graphqls").readAllBytes(),
                    StandardCharsets.UTF_8));
    Map<String, Map<String, String>> realShapes = shapes(real);
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<String, Map<String, String>> shape : shapes(ours).entrySet()) {
      Map<String, String> realFields = realShapes.get(shape.getKey());
      if (realFields != null) {
        for (Map.Entry<String, String> field : shape.getValue().entrySet()) {
          compared++;
          if (!field.getValue().equals(realFields.get(field.getKey()))) {
            differences.add(
                shape.getKey()
                    + "."
                    + field.getKey()
                    + ": "
                    + field.getValue()
                    + ", really "
                    + realFields.get(field.getKey()));
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(120);
  }

  /** Type → field (or field(argument), or enum value) → its type with nullability. */
  private static Map<String, Map<String, String>> shapes(Document document) {
    Map<String, Map<String, String>> shapes = new TreeMap<>();
    for (ObjectTypeDefinition type : document.getDefinitionsOfType(ObjectTypeDefinition.class)) {
      Map<String, String> fields = new TreeMap<>();
      for (FieldDefinition field : type.getFieldDefinitions()) {
        fields.put(field.getName(), AstPrinter.printAst(field.getType()));
        for (InputValueDefinition argument : field.getInputValueDefinitions()) {
          fields.put(
              field.getName() + "(" + argument.getName() + ")",
              AstPrinter.printAst(argument.getType()));
        }
      }
      shapes.put(type.getName(), fields);
    }
    for (InputObjectTypeDefinition type :
        document.getDefinitionsOfType(InputObjectTypeDefinition.class)) {
      shapes.put(
          type.getName(),
          type.getInputValueDefinitions().stream()
              .collect(
                  Collectors.toMap(
                      InputValueDefinition::getName,
                      field -> AstPrinter.printAst(field.getType()))));
    }
    for (EnumTypeDefinition type : document.getDefinitionsOfType(EnumTypeDefinition.class)) {
      shapes.put(
          type.getName(),
          type.getEnumValueDefinitions().stream()
              .collect(Collectors.toMap(value -> value.getName(), value -> "value")));
    }
    return shapes;
  }

  @Test
  void amazons_own_models_accept_what_we_take_and_what_we_answer() {
    OpenApiInteractionValidator outbound =
        model(Shared.contract("amazon-spapi/models/fulfillmentOutbound_2020-07-01.json"));
    OpenApiInteractionValidator inventory =
        model(Shared.contract("amazon-spapi/models/fbaInventory.json"));
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      callEverything(sandbox);
      TreeSet<String> seen = new TreeSet<>();
      List<String> complaints = new ArrayList<>();
      for (JsonNode exchange : sandbox.control("exchanges?platform=amazon")) {
        boolean stock = exchange.path("path").asText().startsWith("/fba/inventory");
        ValidationReport report =
            (stock ? inventory : outbound)
                .validate(
                    request(exchange),
                    new SimpleResponse.Builder(exchange.path("status").asInt())
                        .withContentType("application/json")
                        .withBody(exchange.path("responseBody").asText())
                        .build());
        seen.add(exchange.path("operation").asText() + " " + exchange.path("status").asInt());
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
              "getFulfillmentPreview 200",
              "createFulfillmentOrder 200",
              "createFulfillmentOrder 400",
              "listAllFulfillmentOrders 200",
              "getFulfillmentOrder 200",
              "getFulfillmentOrder 404",
              "updateFulfillmentOrder 200",
              "cancelFulfillmentOrder 200",
              "submitFulfillmentOrderStatusUpdate 200",
              "getPackageTrackingDetails 200",
              "getInventorySummaries 200");
    }
  }

  private static void callEverything(TestSandbox sandbox) {
    String token = sandbox.token();
    Consumer<String> get = path -> sandbox.amazon(token, "GET", path, "");
    sandbox.created(token, "LK-1", "HG-MUG-TIDE", 3);
    sandbox.created(token, "LK-1", "HG-MUG-TIDE", 3);
    sandbox.created(token, "LK-2", "HG-CHART-PRT", 1);
    sandbox.created(token, "LK-3", "HG-MUG-TIDE", 1);
    sandbox.created(token, "LK-4", "HG-MUG-TIDE", 1);
    String preview =
        Json.object()
            .set("address", TestSandbox.create("x", "x", 1).path("destinationAddress"))
            .toString()
            .replaceFirst(
                "}$",
                ",\"items\":[{\"sellerSku\":\"HG-MUG-TIDE\",\"quantity\":1,\"sellerFulfillmentOrderItemId\":\"i1\"}]}");
    sandbox.amazon(token, "POST", OUTBOUND + "/fulfillmentOrders/preview", preview);
    sandbox.amazon(
        token,
        "POST",
        OUTBOUND + "/fulfillmentOrders/preview",
        preview.replace("HG-MUG-TIDE", "HG-CHART-PRT"));
    sandbox.amazon(
        token,
        "PUT",
        OUTBOUND + "/fulfillmentOrders/LK-3",
        "{\"items\":[{\"sellerFulfillmentOrderItemId\":\"i1\",\"quantity\":2}]}");
    sandbox.amazon(token, "PUT", OUTBOUND + "/fulfillmentOrders/LK-3/cancel", "");
    sandbox.amazon(
        token,
        "PUT",
        OUTBOUND + "/fulfillmentOrders/LK-4/status",
        "{\"fulfillmentOrderStatus\":\"Complete\"}");
    sandbox.moved("LK-2", "{\"to\":\"PLANNING\"}");
    JsonNode packed = sandbox.moved("LK-1", "{\"to\":\"PROCESSING\",\"packages\":3}");
    get.accept(OUTBOUND + "/fulfillmentOrders/LK-1");
    sandbox.moved("LK-1", "{\"to\":\"DELIVERED\",\"package\":1}");
    sandbox.moved("LK-1", "{\"to\":\"RETURNED\",\"package\":2}");
    sandbox.moved("LK-1", "{\"to\":\"UNDELIVERABLE\",\"package\":3}");
    for (JsonNode shipment : packed.path("shipments")) {
      get.accept(OUTBOUND + "/tracking?packageNumber=" + shipment.path("packageNumber").asText());
    }
    get.accept(OUTBOUND + "/tracking?packageNumber=1");
    for (String id : List.of("LK-1", "LK-2", "LK-3", "LK-4", "none")) {
      get.accept(OUTBOUND + "/fulfillmentOrders/" + id);
    }
    get.accept(OUTBOUND + "/fulfillmentOrders?queryStartDate=2026-11-01T00:00:00Z");
    get.accept(
        "/spapi/fba/inventory/v1/summaries?details=true&granularityType=Marketplace"
            + "&granularityId=ATVPDKIKX0DER&marketplaceIds=ATVPDKIKX0DER");
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
                // Amazon sends fields that its model does not have; so do we, on purpose.
                .withLevel(
                    "validation.response.body.schema.additionalProperties",
                    ValidationReport.Level.IGNORE)
                .build())
        .build();
  }
}
