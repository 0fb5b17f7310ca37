package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.credentials.AccessTokens;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.integration.http.Budget;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.integration.http.Throttling;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/** Calls the Selling Partner API: token, usage plan, and what its statuses mean. */
@ApplicationScoped
class SpApi {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** Amazon says 429 when there were too many, and now and then the rate when there were not. */
  private static final Throttling THROTTLING = Throttling.byStatus("x-amzn-RateLimit-Limit");

  private final FindAuthorization authorizations;
  private final AccessTokens tokens;
  private final Outbound outbound;
  private final AmazonSettings settings;

  @Inject
  SpApi(
      FindAuthorization authorizations,
      AccessTokens tokens,
      Outbound outbound,
      AmazonSettings settings) {
    this.authorizations = authorizations;
    this.tokens = tokens;
    this.outbound = outbound;
    this.settings = settings;
  }

  /** What is called, with its usage plan: calls each second, and how many at once. */
  enum Operation {
    PREVIEW("getFulfillmentPreview", 2, 30),
    CREATE("createFulfillmentOrder", 2, 30),
    GET("getFulfillmentOrder", 2, 30),
    CANCEL("cancelFulfillmentOrder", 2, 30),
    TRACK("getPackageTrackingDetails", 2, 30),
    INVENTORY("getInventorySummaries", 2, 2);

    private final String text;
    private final int perSecond;
    private final int burst;

    Operation(String name, int perSecond, int burst) {
      this.text = "amazon." + name;
      this.perSecond = perSecond;
      this.burst = burst;
    }

    String text() {
      return text;
    }

    int perSecond() {
      return perSecond;
    }

    int burst() {
      return burst;
    }
  }

  /** What came back, if it is something to decide on. */
  sealed interface Answer {

    /** Done; the body, which may be an empty object. */
    record Ok(JsonObject body) implements Answer {
      @Override
      public String toString() {
        return "Ok[withheld]";
      }
    }

    /** There is no such thing. */
    record NotFound() implements Answer {}

    /** Understood and refused; {@code code} is Amazon's word, its message is not kept. */
    record Refused(String code) implements Answer {}
  }

  /**
   * Looks with the seller's own grant, if that takes nothing from those that cannot wait.
   *
   * @throws PlatformTrouble if there is nothing to decide: throttled, down, not allowed
   */
  Answer look(SellerId seller, Operation operation, String path) {
    return call(seller, operation, "GET", path, Optional.empty(), true);
  }

  /**
   * Calls with the seller's own grant.
   *
   * @param path with its query, where it has one
   * @throws PlatformTrouble if there is nothing to decide: throttled, down, in doubt, not allowed
   */
  Answer call(
      SellerId seller, Operation operation, String method, String path, Optional<JsonObject> body) {
    return call(seller, operation, method, path, body, false);
  }

  private Answer call(
      SellerId seller,
      Operation operation,
      String method,
      String path,
      Optional<JsonObject> body,
      boolean patient) {
    boolean changes = !"GET".equals(method);
    Authorization.Snapshot grant = grant(seller, operation, changes);
    Map<String, String> headers = new HashMap<>();
    try (Secret token = tokens.of(grant, new Actor.Task(operation.text()))) {
      headers.put(
          "x-amz-access-token", token.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }
    headers.put("Accept", "application/json");
    if (body.isPresent()) {
      headers.put("Content-Type", "application/json");
    }
    Budget plan =
        Budget.ofCalls(
            settings.clientId(),
            operation.text(),
            operation.perSecond(),
            operation.burst(),
            THROTTLING);
    Outbound.Answer answer =
        outbound.send(
            new Outbound.Request(
                    seller,
                    operation.text(),
                    method,
                    URI.create(settings.endpoint(grant) + path),
                    headers,
                    body.map(JsonObject::toString))
                .outOf(patient ? plan.patiently() : plan));
    return meaning(answer, grant, operation, changes);
  }

  /** The marketplace that the seller chose. */
  String marketplace(SellerId seller, Operation operation) {
    return settings.marketplace(grant(seller, operation, false));
  }

  /**
   * While the seller wants a rest one may look, so that no news is lost, and stop what must not be
   * shipped; nothing new is begun.
   */
  private Authorization.Snapshot grant(SellerId seller, Operation operation, boolean changes) {
    return (changes && operation != Operation.CANCEL && operation != Operation.PREVIEW
            ? authorizations.usable(seller, Platform.AMAZON)
            : authorizations.readable(seller, Platform.AMAZON))
        .orElseThrow(
            () -> new PlatformTrouble(operation.text(), PlatformTrouble.Kind.UNAUTHORIZED));
  }

  private Answer meaning(
      Outbound.Answer answer, Authorization.Snapshot grant, Operation operation, boolean changes) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Answer.Ok(json(answer, operation, changes));
    }
    return switch (status) {
      case 404 -> new Answer.NotFound();
      case 400, 409, 422 -> new Answer.Refused(code(answer));
      case 401, 403 -> {
        tokens.refused(grant);
        throw new PlatformTrouble(operation.text(), PlatformTrouble.Kind.UNAUTHORIZED);
      }
      default ->
          throw new PlatformTrouble(
              operation.text(),
              changes ? PlatformTrouble.Kind.DOUBTFUL : PlatformTrouble.Kind.UNAVAILABLE);
    };
  }

  private static JsonObject json(Outbound.Answer answer, Operation operation, boolean changes) {
    if (answer.body().length == 0) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new PlatformTrouble(
          operation.text(),
          changes ? PlatformTrouble.Kind.DOUBTFUL : PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  private static String code(Outbound.Answer answer) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      return reader.readObject().getJsonArray("errors").getJsonObject(0).getString("code");
    } catch (JsonException
        | NullPointerException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      return "unknown";
    }
  }
}
