package org.lockkeeper.integration.shopify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.integration.http.Budget;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.integration.http.Throttling;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * Shopify's Admin API in GraphQL with a token that is at hand. A throttled call is an HTTP 200 with
 * an error in it, and so is most else.
 */
@ApplicationScoped
class ShopifyGraph {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /**
   * The points of the smallest plan; each answer tells those of the shop's own. One bucket for all
   * operations of a shop.
   */
  private static final Budget MUTATION =
      Budget.ofPoints("lockkeeper", "shopify", 100, 2000, 10, Throttling.byCost());

  private static final Budget QUERY =
      Budget.ofPoints("lockkeeper", "shopify", 100, 2000, 50, Throttling.byCost());

  private final Outbound outbound;
  private final String address;
  private final String version;

  @Inject
  ShopifyGraph(
      Outbound outbound,
      @ConfigProperty(
              name = "lockkeeper.shopify.address",
              defaultValue = "https://{shop}/admin/api/{version}/graphql.json")
          String address,
      @ConfigProperty(name = "lockkeeper.shopify.version", defaultValue = "2026-04")
          String version) {
    this.outbound = outbound;
    this.address = address;
    this.version = version;
  }

  /**
   * What is asked.
   *
   * @param shop the shop's domain
   * @param changes whether the operation changes something at the shop
   */
  record Call(
      SellerId seller,
      String shop,
      String operation,
      String query,
      JsonObject variables,
      boolean changes) {}

  /**
   * Runs one operation.
   *
   * @return the {@code data} of the answer
   */
  JsonObject send(Call call, Secret token) {
    String body =
        JSON.createObjectBuilder()
            .add("query", call.query())
            .add("variables", call.variables())
            .build()
            .toString();
    Outbound.Answer answer =
        token.reveal(
            bytes ->
                outbound.send(
                    new Outbound.Request(
                            call.seller(),
                            call.operation(),
                            "POST",
                            URI.create(
                                address
                                    .replace("{shop}", call.shop())
                                    .replace("{version}", version)),
                            Map.of(
                                "X-Shopify-Access-Token",
                                new String(bytes, StandardCharsets.US_ASCII),
                                "Content-Type",
                                "application/json",
                                "Accept",
                                "application/json"),
                            Optional.of(body))
                        .outOf(call.changes() ? MUTATION : QUERY)));
    return data(answer, call.operation(), call.changes());
  }

  private static JsonObject data(Outbound.Answer answer, String name, boolean changes) {
    int status = answer.status();
    if ((status == 401 || status == 403) && json(answer).isPresent()) {
      throw new PlatformTrouble(name, PlatformTrouble.Kind.UNAUTHORIZED);
    }
    if (status != 200) {
      throw new PlatformTrouble(
          name,
          changes && status >= 500
              ? PlatformTrouble.Kind.DOUBTFUL
              : PlatformTrouble.Kind.UNAVAILABLE);
    }
    JsonObject json =
        json(answer)
            .orElseThrow(
                () ->
                    new PlatformTrouble(
                        name,
                        changes
                            ? PlatformTrouble.Kind.DOUBTFUL
                            : PlatformTrouble.Kind.UNAVAILABLE));
    List<JsonObject> errors = ShopifyOrderJson.objects(json, "errors");
    for (JsonObject error : errors) {
      String code =
          ShopifyOrderJson.object(error, "extensions")
              .map(extensions -> extensions.getString("code", ""))
              .orElse("");
      if (code.equals("ACCESS_DENIED")) {
        throw new PlatformTrouble(name, PlatformTrouble.Kind.UNAUTHORIZED);
      }
    }
    if (!errors.isEmpty()) {
      throw new PlatformTrouble(name, PlatformTrouble.Kind.REFUSED);
    }
    return ShopifyOrderJson.object(json, "data")
        .orElseThrow(() -> new PlatformTrouble(name, PlatformTrouble.Kind.REFUSED));
  }

  /** The answer as Shopify itself gives it; a page of something in between is none. */
  private static Optional<JsonObject> json(Outbound.Answer answer) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
