package org.lockkeeper.integration.shopify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.Callback;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Scope;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * Shopify's authorization code grant with expiring offline tokens. The host that codes are
 * exchanged at comes from outside, so only shops' own hosts are taken.
 */
@ApplicationScoped
class ShopifyAuthorizationServer implements AuthorizationServer {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  static final Pattern SHOP = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}\\.myshopify\\.com");

  private static final Platform PLATFORM = new Platform("shopify");
  private static final Actor ACTOR = new Actor.Task("shopify.token");
  private static final Duration FRESH = Duration.ofSeconds(90);
  private static final long REFRESH_SECONDS = Duration.ofDays(90).toSeconds();
  private static final String END = "mutation End { appUninstall { userErrors { message } } }";

  /**
   * Shopify refuses a used or unknown code as {@code invalid_request}, as it does all else that is
   * wrong with a request; only its description tells them apart.
   */
  private static final String UNKNOWN_CODE = "The authorization code was not found";

  private static final String TEST = "query Test { shop { name } }";

  private final SecretVault vault;
  private final AppSecrets secrets;
  private final Outbound outbound;
  private final ShopifyGraph graph;
  private final Clock clock;
  private final String clientId;
  private final String authorizeAddress;
  private final String tokenAddress;
  private final Optional<String> testShop;

  @Inject
  ShopifyAuthorizationServer(
      SecretVault vault,
      AppSecrets secrets,
      Outbound outbound,
      ShopifyGraph graph,
      Clock clock,
      @ConfigProperty(name = "lockkeeper.shopify.client-id", defaultValue = "unset")
          String clientId,
      @ConfigProperty(
              name = "lockkeeper.shopify.authorize-address",
              defaultValue = "https://{shop}/admin/oauth/authorize")
          String authorizeAddress,
      @ConfigProperty(
              name = "lockkeeper.shopify.token-address",
              defaultValue = "https://{shop}/admin/oauth/access_token")
          String tokenAddress,
      @ConfigProperty(name = "lockkeeper.shopify.test-shop") Optional<String> testShop) {
    this.vault = vault;
    this.secrets = secrets;
    this.outbound = outbound;
    this.graph = graph;
    this.clock = clock;
    this.clientId = clientId;
    this.authorizeAddress = authorizeAddress;
    this.tokenAddress = tokenAddress;
    this.testShop = testShop;
  }

  @Override
  public Platform platform() {
    return PLATFORM;
  }

  @Override
  public List<Scope> scopes() {
    return List.of(
        new Scope("read_orders", true),
        new Scope("write_merchant_managed_fulfillment_orders", true),
        new Scope("write_fulfillments", true));
  }

  @Override
  public Question question() {
    return new Question(Question.Kind.ACCOUNT, List.of());
  }

  /** People say the name, the host or the whole address of their shop. */
  @Override
  public Optional<String> account(String answer) {
    String shop =
        answer
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^https?://", "")
            .replaceFirst("/.*$", "");
    String host = shop.contains(".") ? shop : shop + ".myshopify.com";
    if (!SHOP.matcher(host).matches()) {
      throw new UnusableAnswer();
    }
    return Optional.of(host);
  }

  @Override
  public URI consent(String answer, String state, URI callback) {
    return URI.create(
        at(authorizeAddress, account(answer).orElseThrow())
            + "?client_id="
            + encoded(clientId)
            + "&scope="
            + encoded(scopes().stream().map(Scope::name).collect(Collectors.joining(",")))
            + "&redirect_uri="
            + encoded(callback.toString())
            + "&state="
            + encoded(state));
  }

  @Override
  public Callback read(Map<String, String> query) {
    if (!isSigned(query) || !isFresh(query.getOrDefault("timestamp", ""))) {
      return new Callback.Forged();
    }
    if (query.containsKey("error")) {
      return new Callback.Denied();
    }
    String shop = query.getOrDefault("shop", "");
    String code = query.getOrDefault("code", "");
    return SHOP.matcher(shop).matches() && !code.isBlank()
        ? new Callback.Agreed(shop, Secret.of(code), Map.of())
        : new Callback.Forged();
  }

  private boolean isSigned(Map<String, String> query) {
    byte[] said;
    try {
      said = HexFormat.of().parseHex(query.getOrDefault("hmac", ""));
    } catch (IllegalArgumentException e) {
      return false;
    }
    String message =
        new TreeMap<>(query)
            .entrySet().stream()
                .filter(e -> !e.getKey().equals("hmac") && !e.getKey().equals("signature"))
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    boolean right = false;
    for (byte[] digest : secrets.digests(message.getBytes(StandardCharsets.UTF_8))) {
      right |= MessageDigest.isEqual(digest, said);
    }
    return right;
  }

  private boolean isFresh(String timestamp) {
    try {
      Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(at, clock.instant()).abs().compareTo(FRESH) <= 0;
    } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  @Override
  public Grant exchange(SellerId seller, String answer, Callback.Agreed agreed, URI callback) {
    String shop = agreed.account();
    JsonObject json =
        agreed
            .code()
            .reveal(
                code ->
                    token(
                        seller,
                        shop,
                        "shopify.token.exchange",
                        JSON.createObjectBuilder()
                            .add("code", new String(code, StandardCharsets.UTF_8))
                            .add("expiring", "1")));
    return new Grant(
        shop,
        shop.replace(".myshopify.com", ""),
        withWhatIsImplied(json.getString("scope", "")),
        Map.of(),
        Optional.empty(),
        tokens(json, "shopify.token.exchange"));
  }

  /** Who may write may read; Shopify leaves the lesser right out of its list. */
  private static Set<String> withWhatIsImplied(String scopes) {
    Set<String> all = new HashSet<>();
    for (String scope : scopes.split("[, ]+", -1)) {
      if (!scope.isBlank()) {
        all.add(scope);
        if (scope.startsWith("write_")) {
          all.add("read_" + scope.substring("write_".length()));
        }
      }
    }
    return all;
  }

  @Override
  public Tokens renew(Authorization.Snapshot grant, Secret lasting) {
    if (grant.style() == TokenStyle.FIXED) {
      return new Tokens(TokenStyle.FIXED, lasting.copy(), Optional.empty(), Optional.empty());
    }
    JsonObject json =
        lasting.reveal(
            refresh ->
                token(
                    grant.seller(),
                    grant.account(),
                    "shopify.token.refresh",
                    JSON.createObjectBuilder()
                        .add("grant_type", "refresh_token")
                        .add("refresh_token", new String(refresh, StandardCharsets.UTF_8))));
    return tokens(json, "shopify.token.refresh");
  }

  private Tokens tokens(JsonObject json, String operation) {
    String access = json.getString("access_token", "");
    String refresh = json.getString("refresh_token", "");
    if (access.isEmpty()) {
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.DOUBTFUL);
    }
    Instant now = clock.instant();
    if (refresh.isEmpty()) {
      return new Tokens(TokenStyle.FIXED, Secret.of(access), Optional.empty(), Optional.empty());
    }
    return new Tokens(
        TokenStyle.REPLACED,
        Secret.of(refresh),
        Optional.of(now.plusSeconds(number(json, "refresh_token_expires_in", REFRESH_SECONDS))),
        Optional.of(
            new Tokens.Access(
                Secret.of(access), now.plusSeconds(number(json, "expires_in", 3600)))));
  }

  private static long number(JsonObject json, String name, long otherwise) {
    return json.get(name) instanceof jakarta.json.JsonNumber number
        ? number.longValue()
        : otherwise;
  }

  @Override
  public void test(Authorization.Snapshot grant, Secret access) {
    graph.send(
        new ShopifyGraph.Call(
            grant.seller(),
            grant.account(),
            "shopify.test",
            TEST,
            JsonValue.EMPTY_JSON_OBJECT,
            false),
        access);
  }

  @Override
  public boolean end(Authorization.Snapshot grant, Secret access) {
    String operation = "shopify.appUninstall";
    JsonObject answer =
        graph.send(
            new ShopifyGraph.Call(
                grant.seller(), grant.account(), operation, END, JsonValue.EMPTY_JSON_OBJECT, true),
            access);
    boolean ended =
        ShopifyOrderJson.object(answer, "appUninstall")
            .map(payload -> payload.get("userErrors"))
            .filter(errors -> errors instanceof JsonArray all && all.isEmpty())
            .isPresent();
    if (!ended) {
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED);
    }
    return true;
  }

  /**
   * Shopify tells an unknown client from an unknown code, so a code that never was is asked for.
   * Only the refusal of that very code says that the client and its secret were taken.
   *
   * @throws PlatformTrouble {@code REFUSED} also if no shop is configured to try it at
   */
  @Override
  public void testApplication(Secret applicationSecret) {
    String operation = "shopify.token.test";
    String shop =
        testShop
            .filter(host -> SHOP.matcher(host).matches())
            .orElseThrow(() -> new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED));
    try {
      ask(
          SellerId.PLATFORM,
          shop,
          operation,
          JSON.createObjectBuilder().add("code", "never-given").add("expiring", "1"),
          applicationSecret);
    } catch (PlatformTrouble e) {
      if (e.kind() == PlatformTrouble.Kind.UNAUTHORIZED) {
        return;
      }
      throw e;
    }
    // Nobody gives tokens for a code that never was: whoever did is not the platform.
    throw new PlatformTrouble(operation, PlatformTrouble.Kind.DOUBTFUL);
  }

  private JsonObject token(SellerId seller, String shop, String operation, JsonObjectBuilder body) {
    try (Secret client =
        vault
            .open(
                SellerId.PLATFORM,
                SecretRef.appSecret(PLATFORM.value()),
                SecretVault.Stage.CURRENT,
                ACTOR,
                Purpose.API_CALL)
            .orElseThrow(() -> new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED))) {
      return ask(seller, shop, operation, body, client);
    }
  }

  private JsonObject ask(
      SellerId seller, String shop, String operation, JsonObjectBuilder body, Secret client) {
    JsonObject asked = body.build();
    String text =
        client.reveal(
            secret ->
                JSON.createObjectBuilder(asked)
                    .add("client_id", clientId)
                    .add("client_secret", new String(secret, StandardCharsets.UTF_8))
                    .build()
                    .toString());
    Outbound.Answer answer =
        outbound.send(
            new Outbound.Request(
                seller,
                operation,
                "POST",
                URI.create(at(tokenAddress, shop)),
                Map.of("Content-Type", "application/json", "Accept", "application/json"),
                Optional.of(text)));
    int status = answer.status();
    if (status == 200) {
      return json(answer)
          .orElseThrow(() -> new PlatformTrouble(operation, PlatformTrouble.Kind.DOUBTFUL));
    }
    if (status == 429) {
      throw new PlatformTrouble(
          operation, PlatformTrouble.Kind.THROTTLED, Optional.of(Duration.ofSeconds(2)));
    }
    throw new PlatformTrouble(
        operation,
        status >= 400 && status < 500
            ? refusal(answer, asked.containsKey("code"))
            : PlatformTrouble.Kind.DOUBTFUL);
  }

  /**
   * Only what Shopify itself says of the grant is the seller's: a page of whoever stands before the
   * platform, an address that is gone or our own application refused say nothing about it.
   *
   * @param forCode whether a code was exchanged; what is said of codes says nothing of refresh
   *     tokens
   */
  private static PlatformTrouble.Kind refusal(Outbound.Answer answer, boolean forCode) {
    JsonObject said = json(answer).orElse(JsonValue.EMPTY_JSON_OBJECT);
    boolean gone =
        switch (said.getString("error", "")) {
          case "invalid_grant" -> true;
          case "invalid_request" ->
              forCode && said.getString("error_description", "").startsWith(UNKNOWN_CODE);
          default -> false;
        };
    return gone ? PlatformTrouble.Kind.UNAUTHORIZED : PlatformTrouble.Kind.REFUSED;
  }

  private static Optional<JsonObject> json(Outbound.Answer answer) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** The last wall: nothing but a shop's host ever gets into an address. */
  private static String at(String template, String shop) {
    if (!SHOP.matcher(shop).matches()) {
      throw new UnusableAnswer();
    }
    return template.replace("{shop}", shop);
  }

  /** As Shopify's own library writes a query (RFC 3986, with what JavaScript leaves alone). */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }
}
