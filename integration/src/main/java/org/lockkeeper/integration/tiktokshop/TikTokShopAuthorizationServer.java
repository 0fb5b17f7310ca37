package org.lockkeeper.integration.tiktokshop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.Callback;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Scope;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * TikTok Shop's consent and tokens. The app's secret and the tokens stand in the addresses of the
 * token calls, as TikTok wants it; no log of ours has addresses.
 */
@ApplicationScoped
class TikTokShopAuthorizationServer implements AuthorizationServer {

  private static final Platform TIKTOK_SHOP = new Platform("tiktokshop");

  /** Where TikTok takes parcels that are marked as shipped by the seller. */
  private static final List<String> REGIONS = List.of("US", "GB", "DE", "ES", "FR", "IT");

  /**
   * Codes that mean that the code or the token of the seller is no good. Any other no is held to be
   * about our own app, so that a mistake of ours never costs a seller the grant.
   */
  private static final Set<Long> GRANT_GONE = Set.of(105002L, 36004004L);

  private final TikTokSettings settings;
  private final TikTokApi api;
  private final AppSecrets secrets;
  private final Outbound outbound;
  private final Clock clock;

  @Inject
  TikTokShopAuthorizationServer(
      TikTokSettings settings, TikTokApi api, AppSecrets secrets, Outbound outbound, Clock clock) {
    this.settings = settings;
    this.api = api;
    this.secrets = secrets;
    this.outbound = outbound;
    this.clock = clock;
  }

  @Override
  public Platform platform() {
    return TIKTOK_SHOP;
  }

  @Override
  public List<Scope> scopes() {
    return List.of(
        new Scope("seller.authorization.info", true),
        new Scope("seller.order.info", true),
        new Scope("seller.fulfillment.basic", true),
        new Scope("seller.logistics", true),
        new Scope("seller.return_refund.basic", false));
  }

  @Override
  public Question question() {
    return new Question(Question.Kind.CHOICE, REGIONS);
  }

  @Override
  public URI consent(String answer, String state, URI callback) {
    if (!REGIONS.contains(answer)) {
      throw new UnusableAnswer();
    }
    return URI.create(
        settings.consent(answer)
            + "?service_id="
            + URLEncoder.encode(settings.serviceId(), StandardCharsets.UTF_8)
            + "&state="
            + URLEncoder.encode(state, StandardCharsets.UTF_8));
  }

  @Override
  public Callback read(Map<String, String> query) {
    String code = query.getOrDefault("code", "");
    if (query.containsKey("error") || code.equals("null")) {
      return new Callback.Denied();
    }
    boolean forUs = query.getOrDefault("app_key", settings.appKey()).equals(settings.appKey());
    if (!forUs || code.isBlank() || code.length() > 2048) {
      return new Callback.Forged();
    }
    return new Callback.Agreed("", Secret.of(code), Map.of());
  }

  @Override
  public Grant exchange(SellerId seller, String answer, Callback.Agreed agreed, URI callback) {
    JsonObject data =
        token(
            seller,
            "tiktokshop.token",
            "/get",
            "auth_code",
            agreed.code(),
            "authorized_code",
            Optional.empty());
    Tokens tokens = tokens(data, "tiktokshop.token");
    try {
      return grant(seller, answer, data, tokens);
    } catch (RuntimeException e) {
      tokens.close();
      throw e;
    }
  }

  /**
   * A grant opens every shop of the seller's account; a connection is for one. It is the only one
   * in the region that the seller chose.
   */
  private Grant grant(SellerId seller, String region, JsonObject data, Tokens tokens) {
    List<JsonObject> shops =
        shops(seller, tokens.access().orElseThrow().token()).stream()
            .filter(shop -> shop.getString("region", "").equalsIgnoreCase(region))
            .toList();
    if (shops.size() != 1) {
      throw new UnusableAnswer();
    }
    JsonObject shop = shops.getFirst();
    String id = TikTokJson.text(shop, "id").orElseThrow(TikTokShopAuthorizationServer::unusable);
    return new Grant(
        id,
        TikTokJson.text(shop, "name").orElse(id),
        Set.copyOf(TikTokJson.texts(data, "granted_scopes")),
        Map.of(
            "cipher",
            TikTokJson.text(shop, "cipher").orElseThrow(TikTokShopAuthorizationServer::unusable),
            ANSWER,
            region),
        tokens.lastingUntil(),
        tokens);
  }

  private List<JsonObject> shops(SellerId seller, Secret access) {
    return TikTokJson.objects(
        api.call(
            seller,
            TikTokApi.Operation.get("shops", "/authorization/202309/shops", Map.of()),
            access,
            Map.of()),
        "shops");
  }

  @Override
  public Tokens renew(Authorization.Snapshot grant, Secret lasting) {
    String operation = "tiktokshop.refresh";
    return tokens(
        token(
            grant.seller(),
            operation,
            "/refresh",
            "refresh_token",
            lasting,
            "refresh_token",
            grant.lastingUntil()),
        operation);
  }

  private JsonObject token(
      SellerId seller,
      String operation,
      String path,
      String name,
      Secret value,
      String grantType,
      Optional<Instant> goodUntil) {
    TikTokApi.Said said;
    try (Secret appSecret = secrets.current(operation)) {
      said =
          value.reveal(
              shown ->
                  appSecret.reveal(
                      secret -> {
                        Map<String, String> query = new TreeMap<>();
                        query.put("app_key", settings.appKey());
                        query.put("app_secret", new String(secret, StandardCharsets.UTF_8));
                        query.put(name, new String(shown, StandardCharsets.UTF_8));
                        query.put("grant_type", grantType);
                        return TikTokApi.read(
                            outbound.send(
                                new Outbound.Request(
                                    seller,
                                    operation,
                                    "GET",
                                    URI.create(
                                        settings.tokenEndpoint()
                                            + path
                                            + "?"
                                            + TikTokApi.encoded(query)),
                                    Map.of("Accept", "application/json"),
                                    Optional.empty())));
                      }));
    }
    if (TikTokApi.isThrottled(said)) {
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.THROTTLED, said.retryAfter());
    }
    if (said.status() >= 500 || said.code() == TikTokApi.Said.NONE) {
      // It may have been given, and with it a new one that never reached us.
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.DOUBTFUL);
    }
    if (said.code() != 0) {
      boolean over = goodUntil.filter(until -> !clock.instant().isBefore(until)).isPresent();
      throw new PlatformTrouble(
          operation,
          over || GRANT_GONE.contains(said.code())
              ? PlatformTrouble.Kind.UNAUTHORIZED
              : PlatformTrouble.Kind.REFUSED);
    }
    return said.data();
  }

  /** The pair; its ends are instants, where other platforms give spans. */
  private static Tokens tokens(JsonObject data, String operation) {
    Optional<String> access = TikTokJson.text(data, "access_token");
    Optional<String> refresh = TikTokJson.text(data, "refresh_token");
    Optional<Instant> accessUntil = TikTokJson.instant(data, "access_token_expire_in");
    if (access.isEmpty() || refresh.isEmpty() || accessUntil.isEmpty()) {
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.DOUBTFUL);
    }
    return new Tokens(
        TokenStyle.REPLACED,
        Secret.of(refresh.get()),
        TikTokJson.instant(data, "refresh_token_expire_in"),
        Optional.of(new Tokens.Access(Secret.of(access.get()), accessUntil.get())));
  }

  @Override
  public void test(Authorization.Snapshot grant, Secret access) {
    boolean open =
        shops(grant.seller(), access).stream()
            .anyMatch(
                shop -> TikTokJson.text(shop, "id").filter(grant.account()::equals).isPresent());
    if (!open) {
      throw new PlatformTrouble("tiktokshop.shops", PlatformTrouble.Kind.UNAUTHORIZED);
    }
  }

  @Override
  public boolean end(Authorization.Snapshot grant, Secret access) {
    api.call(
        grant.seller(),
        new TikTokApi.Operation(
            "tiktokshop.deauthorize", "DELETE", "/authorization/202403/shops", Map.of(), "", true),
        access,
        grant.details());
    return true;
  }

  @Override
  public void testApplication(Secret applicationSecret) {
    if (!api.takes(applicationSecret)) {
      throw new PlatformTrouble("tiktokshop.shops", PlatformTrouble.Kind.REFUSED);
    }
  }

  private static PlatformTrouble unusable() {
    return new PlatformTrouble("tiktokshop.shops", PlatformTrouble.Kind.REFUSED);
  }
}
