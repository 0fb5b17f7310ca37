package org.lockkeeper.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pretended outside world, by its control desk: shops, Amazon, time. */
final class Outside {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;

  Outside(String url) {
    this.url = url;
  }

  JsonNode get(String path) {
    return send("GET", path, "");
  }

  JsonNode post(String path, JsonNode body) {
    return send("POST", path, body.toString());
  }

  JsonNode delete(String path) {
    return send("DELETE", path, "");
  }

  private JsonNode send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/control/" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AssertionError(path + " answered " + response.statusCode() + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode json() {
    return JSON.createObjectNode();
  }

  /** A wish for orders: who buys what how often, and whether the shop tells of it. */
  static final class Wish {

    private final ObjectNode body = json();

    private Wish(Seller seller) {
      body.put("shop", seller.shop());
    }

    Wish of(String sku, int quantity) {
      body.withArray("lines").addObject().put("sku", sku).put("quantity", quantity);
      return this;
    }

    Wish times(int count) {
      body.put("count", count);
      return this;
    }

    Wish untold() {
      body.put("deliver", false);
      return this;
    }

    Wish to(ObjectNode buyer) {
      body.set("buyer", buyer);
      return this;
    }
  }

  static Wish wish(Seller seller) {
    return new Wish(seller);
  }

  static Wish wish(Seller seller, String sku) {
    return new Wish(seller).of(sku, 1);
  }

  /** Places the orders; returns the numbers that the shop gave them. */
  List<Long> place(Wish wish) {
    List<Long> ids = new ArrayList<>();
    post("orders", wish.body).forEach(order -> ids.add(order.path("id").asLong()));
    return ids;
  }

  long placeOne(Wish wish) {
    return place(wish).getFirst();
  }

  JsonNode order(long id) {
    return get("orders/" + id);
  }

  String amazonAccount(String shop) {
    for (JsonNode one : get("setup").path("shops")) {
      if (one.path("domain").asText().equals(shop)) {
        return one.path("seller").asText();
      }
    }
    throw new AssertionError("there is no shop " + shop);
  }

  /** What Amazon has of one of our orders. */
  Optional<JsonNode> fulfilment(String orderId) {
    String wanted = "LK-" + orderId.replace("-", "");
    for (JsonNode one : get("fulfilment-orders?limit=5000")) {
      if (one.path("id").asText().equals(wanted)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Moves an order of ours on at Amazon. */
  JsonNode move(Seller seller, String orderId, String to) {
    return step(seller, orderId, "move", json().put("to", to));
  }

  JsonNode step(Seller seller, String orderId, String step, JsonNode body) {
    return post(
        "fulfilment-orders/" + seller.amazon() + "/LK-" + orderId.replace("-", "") + "/" + step,
        body);
  }

  void fault(String platform, String operation, String kind, int count) {
    post(
        "faults",
        json()
            .put("platform", platform)
            .put("operation", operation)
            .put("kind", kind)
            .put("count", count));
  }

  void noFaults() {
    delete("faults");
  }

  Instant now() {
    return Instant.parse(get("clock").path("now").asText());
  }

  void freeze(Instant at) {
    post("clock", json().put("freeze", at.toString()));
  }

  /** Time goes on from where it stands. It never goes back: keys that have died stay dead. */
  void letTimeRun() {
    post("clock", json().put("run", true));
  }
}
