package org.lockkeeper.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A delivery as a shop sends it, or nearly so: every part of it can be made wrong. */
final class Webhook {

  static final String MAC = "X-Shopify-Hmac-Sha256";
  static final String ID = "X-Shopify-Webhook-Id";
  static final String TOPIC = "X-Shopify-Topic";
  static final String SHOP = "X-Shopify-Shop-Domain";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final String url;
  private final byte[] secret;
  private final Map<String, String> headers;
  private final byte[] body;

  Webhook(String url, byte[] secret) {
    this(url, secret, first(), new byte[0]);
  }

  private Webhook(String url, byte[] secret, Map<String, String> headers, byte[] body) {
    this.url = url;
    this.secret = secret;
    this.headers = headers;
    this.body = body;
  }

  private static Map<String, String> first() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(TOPIC, "orders/create");
    headers.put(ID, UUID.randomUUID().toString());
    return headers;
  }

  /** With another header, or with the same one saying something else. */
  Webhook header(String name, String value) {
    Map<String, String> next = new LinkedHashMap<>(headers);
    next.put(name, value);
    return new Webhook(url, secret, next, body);
  }

  Webhook without(String name) {
    Map<String, String> next = new LinkedHashMap<>(headers);
    next.remove(name);
    return new Webhook(url, secret, next, body);
  }

  Webhook topic(String topic) {
    return header(TOPIC, topic);
  }

  Webhook id(String id) {
    return header(ID, id);
  }

  String id() {
    return Optional.ofNullable(headers.get(ID)).orElseThrow();
  }

  Webhook to(String otherUrl) {
    return new Webhook(otherUrl, secret, headers, body);
  }

  String url() {
    return url;
  }

  /** With this body, signed. */
  Webhook body(byte[] next) {
    return new Webhook(url, secret, headers, next).header(MAC, mac(next));
  }

  Webhook body(String next) {
    return body(next.getBytes(StandardCharsets.UTF_8));
  }

  Webhook body(ObjectNode next) {
    return body(next.toString());
  }

  byte[] body() {
    return body.clone();
  }

  Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  String mac(byte[] of) {
    return Base64.getEncoder().encodeToString(digest(of));
  }

  byte[] digest(byte[] of) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(of);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer send() {
    return send("POST");
  }

  Answer send(String method) {
    try {
      return attempt(method);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer attempt(String method) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends as often as a channel would: until it is taken. Returns how many tries it took. */
  int sendUntilTaken(Duration within) {
    int[] tries = new int[1];
    Await.that(
        "the delivery " + id() + " is taken",
        within,
        () -> {
          tries[0]++;
          try {
            int status = attempt("POST").status();
            if (status >= 400 && status < 500 && status != 404) {
              throw new AssertionError("the delivery was refused: " + status);
            }
            return status == 200;
          } catch (IOException e) {
            return false;
          }
        });
    return tries[0];
  }

  /** The order of a shop as its webhook tells it; {@code buyer} as the control desk names it. */
  static ObjectNode order(long id, String sku, ObjectNode buyer, Instant updated) {
    String at = updated.truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode json = Outside.json();
    json.put("id", id).put("name", "#" + id).put("created_at", at).put("updated_at", at);
    json.put("processed_at", at).putNull("cancelled_at");
    json.put("email", buyer.path("email").asText()).put("phone", buyer.path("phone").asText());
    ObjectNode address = json.putObject("shipping_address");
    String first = buyer.path("firstName").asText();
    String last = buyer.path("lastName").asText();
    address.put("first_name", first).put("last_name", last).put("name", first + " " + last);
    address.put("address1", buyer.path("address1").asText());
    address.put("address2", buyer.path("address2").asText());
    address.put("city", buyer.path("city").asText());
    address.put("province", buyer.path("province").asText());
    address.put("province_code", buyer.path("provinceCode").asText());
    address.put("zip", buyer.path("zip").asText());
    address.put("country", "United States").put("country_code", "US");
    address.put("phone", buyer.path("phone").asText());
    json.putArray("shipping_lines").addObject().put("title", "Standard").put("code", "Standard");
    ObjectNode line = json.putArray("line_items").addObject();
    line.put("id", id * 10).put("sku", sku).put("title", "Thing").put("quantity", 1);
    line.put("current_quantity", 1).put("fulfillable_quantity", 1).put("requires_shipping", true);
    return json;
  }
}
