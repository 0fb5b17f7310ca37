package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/** A sandbox in this process, and the words to talk to it. */
final class TestSandbox implements AutoCloseable {

  static final String SHOP = "harbor-goods.myshopify.com";
  static final String SELLER = "A1SELLERONE";
  static final String OUTBOUND = "/spapi/fba/outbound/2020-07-01";
  static final String TIKTOK_SHOP = "7495000000000000001";
  static final String TIKTOK_SECRET = "hush-tiktok";
  static final String SECRET = "hush-test-secret";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final SandboxServer server;
  final TestTime time;

  TestSandbox(Path folder, String webhookUrl, TestTime time, Properties more) {
    this.time = time;
    Properties properties = properties(folder, webhookUrl);
    properties.putAll(more);
    server =
        SandboxServer.start(
            Settings.from(properties, "the test"),
            time,
            time::nanos,
            Collections.nCopies(8, Duration.ZERO));
  }

  TestSandbox(Path folder) {
    this(folder, "http://127.0.0.1:1/", new TestTime(), new Properties());
  }

  static Properties properties(Path folder, String webhookUrl) {
    Properties properties = new Properties();
    properties.put("sandbox.port", "0");
    properties.put("sandbox.smtp.port", "0");
    properties.put("sandbox.data", folder.toString());
    properties.put("sandbox.clock.file", folder.resolve("clock").toString());
    properties.put("sandbox.portal.url", "http://127.0.0.1:8080");
    properties.put("shopify.client.secret", SECRET);
    properties.put("shop.1.domain", SHOP);
    properties.put("shop.1.name", "Harbor Goods");
    properties.put("shop.1.access.token", "shpat_one");
    properties.put("shop.1.webhook.url", webhookUrl);
    properties.put("amazon.client.id", "client");
    properties.put("amazon.client.secret", "secret");
    properties.put("amazon.seller.1.id", SELLER);
    properties.put("amazon.seller.1.refresh.token", "Atzr|one");
    properties.put("amazon.seller.1.shop", SHOP);
    properties.put("tiktok.app.key", "app-key");
    properties.put("tiktok.app.secret", TIKTOK_SECRET);
    properties.put("tiktok.service.id", "74");
    properties.put("tiktok.shop.1.id", TIKTOK_SHOP);
    properties.put("tiktok.shop.1.name", "Harbor on TikTok");
    properties.put("tiktok.shop.1.refresh.token", "ROW_one");
    properties.put("tiktok.shop.1.webhook.url", webhookUrl);
    properties.put("tiktok.shop.2.id", "7495000000000000002");
    properties.put("tiktok.shop.2.name", "Alpine on TikTok");
    return properties;
  }

  /** An HTTP answer with its body as JSON. */
  record Said(int status, JsonNode json, HttpResponse<String> http) {
    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Said call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Said(
          response.statusCode(), Json.parse(response.body()).orElse(Json.object()), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode control(String path, String body) {
    Said said = call("POST", "/control/" + path, body);
    if (said.status() >= 300) {
      throw new AssertionError(said.status() + " " + said.json());
    }
    return said.json();
  }

  JsonNode control(String path) {
    return call("GET", "/control/" + path, "").json();
  }

  String token() {
    Said said =
        call(
            "POST",
            "/lwa/auth/o2/token",
            "grant_type=refresh_token&refresh_token=Atzr%7Cone&client_id=client&client_secret=secret");
    return said.json().path("access_token").asText();
  }

  Said amazon(String token, String method, String path, String body) {
    return call(method, path, body, "x-amz-access-token", token);
  }

  Said graph(String query, ObjectNode variables) {
    ObjectNode body = Json.object().put("query", query);
    body.set("variables", variables);
    return call(
        "POST",
        "/shopify/" + SHOP + "/admin/api/2026-04/graphql.json",
        body.toString(),
        "X-Shopify-Access-Token",
        "shpat_one");
  }

  long placeOrder() {
    return control("orders", "{\"shop\":\"" + SHOP + "\"}").get(0).path("id").asLong();
  }

  /** A request that Amazon would take. */
  static ObjectNode create(String id, String sku, int quantity) {
    ObjectNode request = Json.object();
    request.put("sellerFulfillmentOrderId", id);
    request.put("displayableOrderId", "#1001");
    request.put("displayableOrderDate", "2026-11-21T20:00:00Z");
    request.put("displayableOrderComment", "Thank you for your order.");
    request.put("shippingSpeedCategory", "Standard");
    request
        .putObject("destinationAddress")
        .put("name", "Ada Lovelace")
        .put("addressLine1", "12 St James Sq")
        .put("city", "Boise")
        .put("stateOrRegion", "ID")
        .put("postalCode", "83702")
        .put("countryCode", "US");
    request
        .putArray("items")
        .addObject()
        .put("sellerSku", sku)
        .put("sellerFulfillmentOrderItemId", "i1")
        .put("quantity", quantity);
    return request;
  }

  Said created(String token, String id, String sku, int quantity) {
    return amazon(
        token, "POST", OUTBOUND + "/fulfillmentOrders", create(id, sku, quantity).toString());
  }

  JsonNode moved(String id, String body) {
    return control("fulfilment-orders/" + SELLER + "/" + id + "/move", body);
  }

  String statusOf(String id) {
    for (JsonNode order : control("fulfilment-orders")) {
      if (order.path("id").asText().equals(id)) {
        return order.path("status").asText();
      }
    }
    return "";
  }

  int stock(String sku) {
    for (JsonNode line : control("stock")) {
      if (line.path("sku").asText().equals(sku)) {
        return line.path("quantity").asInt();
      }
    }
    return -1;
  }

  /** Asks again until it is so; each question is a call, so this does not spin. */
  static void until(BooleanSupplier so) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to be within ten seconds");
      }
    }
  }

  static List<String> messages(JsonNode body) {
    return body.path("errors").findValuesAsText("message");
  }

  @Override
  public void close() {
    server.close();
  }
}
