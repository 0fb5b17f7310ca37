package org.lockkeeper.integration.tiktokshop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lockkeeper.credentials.AccessTokens;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.integration.http.Budget;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.integration.http.Throttling;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * TikTok Shop's Open API: signed requests, the shop named by its cipher, and a code in the answer
 * that says more than the HTTP status.
 */
@ApplicationScoped
class TikTokApi {

  static final long THROTTLED = 36009002;
  private static final long TOKEN_EXPIRED = 105002;
  private static final long SCOPE_MISSING = 105005;
  private static final long BAD_SIGN = 106001;
  private static final long NOT_FOR_THIS_SHOP = 101000;

  /** TikTok publishes no figures; these are fair to begin with. */
  private static final Budget READS =
      Budget.ofCalls("lockkeeper", "tiktokshop.read", 5, 10, Throttling.byCode(THROTTLED));

  private static final Budget WRITES =
      Budget.ofCalls("lockkeeper", "tiktokshop.write", 2, 4, Throttling.byCode(THROTTLED));

  private final FindAuthorization authorizations;
  private final AccessTokens tokens;
  private final AppSecrets secrets;
  private final TikTokSettings settings;
  private final Outbound outbound;
  private final Clock clock;

  @Inject
  TikTokApi(
      FindAuthorization authorizations,
      AccessTokens tokens,
      AppSecrets secrets,
      TikTokSettings settings,
      Outbound outbound,
      Clock clock) {
    this.authorizations = authorizations;
    this.tokens = tokens;
    this.secrets = secrets;
    this.settings = settings;
    this.outbound = outbound;
    this.clock = clock;
  }

  /**
   * One operation.
   *
   * @param name stands in the call log
   * @param query without what is added to every call
   * @param body JSON; empty text for none
   * @param changes whether it changes something at the shop
   */
  record Operation(
      String name,
      String method,
      String path,
      Map<String, String> query,
      String body,
      boolean changes) {

    static Operation get(String name, String path, Map<String, String> query) {
      return new Operation("tiktokshop." + name, "GET", path, query, "", false);
    }

    static Operation search(String name, String path, Map<String, String> query, JsonObject body) {
      return new Operation("tiktokshop." + name, "POST", path, query, body.toString(), false);
    }

    static Operation put(String name, String path, JsonObject body) {
      return new Operation("tiktokshop." + name, "PUT", path, Map.of(), body.toString(), true);
    }

    static Operation change(String name, String path, JsonObject body) {
      return new Operation("tiktokshop." + name, "POST", path, Map.of(), body.toString(), true);
    }

    @Override
    public String toString() {
      return "Operation[" + name + "]";
    }
  }

  /** Runs an operation for a connection, with a token that is renewed once if it is refused. */
  JsonObject call(SellerId seller, ConnectionId connection, Operation operation) {
    Authorization.Snapshot grant =
        authorizations
            .usable(seller, connection)
            .orElseThrow(() -> trouble(operation, PlatformTrouble.Kind.UNAUTHORIZED));
    Actor reader = new Actor.Task(operation.name());
    Said said;
    try (Secret token = tokens.of(grant, reader)) {
      said = send(seller, operation, Optional.of(token), cipher(grant));
    }
    if (said.code() == TOKEN_EXPIRED) {
      tokens.refused(grant);
      try (Secret token = tokens.of(grant, reader)) {
        said = send(seller, operation, Optional.of(token), cipher(grant));
      }
    }
    return data(said, operation);
  }

  /** Runs an operation that names no connection, with a token at hand. */
  JsonObject call(SellerId seller, Operation operation, Secret token, Map<String, String> details) {
    return data(
        send(seller, operation, Optional.of(token), Optional.ofNullable(details.get("cipher"))),
        operation);
  }

  /**
   * Whether TikTok takes a signature that is made with this secret. The call carries no token, so
   * that it is refused in any case: the code tells by what.
   */
  boolean takes(Secret appSecret) {
    Operation operation = Operation.get("shops", "/authorization/202309/shops", Map.of());
    Map<String, String> query = common(operation);
    query.put(
        "sign", appSecret.reveal(bytes -> RequestSignature.of(bytes, operation.path(), query, "")));
    Said said = read(outbound.send(request(SellerId.PLATFORM, operation, query, Map.of())));
    if (said.code() == Said.NONE || said.status() >= 500 || isThrottled(said)) {
      throw trouble(operation, PlatformTrouble.Kind.UNAVAILABLE);
    }
    return said.code() != BAD_SIGN;
  }

  private static Optional<String> cipher(Authorization.Snapshot grant) {
    return Optional.ofNullable(grant.details().get("cipher"));
  }

  private Said send(
      SellerId seller, Operation operation, Optional<Secret> token, Optional<String> cipher) {
    Said said = sendOnce(seller, operation, token, cipher);
    if (said.code() == BAD_SIGN) {
      // The secret may have been replaced on another node.
      secrets.refused();
      said = sendOnce(seller, operation, token, cipher);
    }
    return said;
  }

  private Said sendOnce(
      SellerId seller, Operation operation, Optional<Secret> token, Optional<String> cipher) {
    Map<String, String> query = common(operation);
    cipher.ifPresent(value -> query.put("shop_cipher", value));
    query.put("sign", secrets.sign(operation.name(), operation.path(), query, operation.body()));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    return token
        .map(
            secret ->
                secret.reveal(
                    bytes -> {
                      headers.put("x-tts-access-token", new String(bytes, StandardCharsets.UTF_8));
                      return read(outbound.send(request(seller, operation, query, headers)));
                    }))
        .orElseGet(() -> read(outbound.send(request(seller, operation, query, headers))));
  }

  private Map<String, String> common(Operation operation) {
    Map<String, String> query = new TreeMap<>(operation.query());
    query.put("app_key", settings.appKey());
    query.put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
    return query;
  }

  private Outbound.Request request(
      SellerId seller,
      Operation operation,
      Map<String, String> query,
      Map<String, String> headers) {
    return new Outbound.Request(
            seller,
            operation.name(),
            operation.method(),
            URI.create(settings.endpoint() + operation.path() + "?" + encoded(query)),
            headers,
            Optional.of(operation.body()).filter(body -> !body.isEmpty()))
        .outOf(operation.changes() ? WRITES : READS);
  }

  static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + "="
                    + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
        .collect(Collectors.joining("&"));
  }

  /** What TikTok said: an HTTP status, and a code where there was one. */
  record Said(int status, long code, JsonObject data, Optional<Duration> retryAfter) {

    /** No code could be read. */
    static final long NONE = -1;

    @Override
    public String toString() {
      return "Said[" + status + ", " + code + "]";
    }
  }

  static Said read(Outbound.Answer answer) {
    Optional<JsonObject> json = TikTokJson.object(answer.body());
    return new Said(
        answer.status(),
        json.flatMap(body -> TikTokJson.number(body, "code")).orElse(Said.NONE),
        json.flatMap(body -> TikTokJson.object(body, "data")).orElse(JsonValue.EMPTY_JSON_OBJECT),
        answer
            .header("Retry-After")
            .filter(text -> text.matches("[0-9]{1,5}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text))));
  }

  static boolean isThrottled(Said said) {
    return said.status() == 429 || said.code() == THROTTLED;
  }

  private static JsonObject data(Said said, Operation operation) {
    if (isThrottled(said)) {
      throw new PlatformTrouble(
          operation.name(), PlatformTrouble.Kind.THROTTLED, said.retryAfter());
    }
    if (said.code() == 0 && said.status() == 200) {
      return said.data();
    }
    throw trouble(operation, kind(said, operation.changes()));
  }

  private static PlatformTrouble.Kind kind(Said said, boolean changes) {
    if (said.code() == TOKEN_EXPIRED
        || said.code() == SCOPE_MISSING
        || said.code() == NOT_FOR_THIS_SHOP) {
      return PlatformTrouble.Kind.UNAUTHORIZED;
    }
    if (said.status() >= 500 || said.code() <= 0) {
      return changes ? PlatformTrouble.Kind.DOUBTFUL : PlatformTrouble.Kind.UNAVAILABLE;
    }
    return PlatformTrouble.Kind.REFUSED;
  }

  private static PlatformTrouble trouble(Operation operation, PlatformTrouble.Kind kind) {
    return new PlatformTrouble(operation.name(), kind);
  }
}
