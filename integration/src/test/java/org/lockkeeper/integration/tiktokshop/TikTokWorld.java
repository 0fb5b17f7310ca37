package org.lockkeeper.integration.tiktokshop;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.credentials.AccessTokens;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.integration.http.TestOutbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.OrderBuilder;

/** A TikTok shop on this machine, with one seller who opened it to us. */
final class TikTokWorld implements AutoCloseable {

  static final SellerId SELLER = OrderBuilder.SELLER;
  static final ConnectionId CONNECTION = OrderBuilder.CONNECTION;
  static final String SHOP_ID = "7495000000000000001";
  static final String APP_KEY = "29a39d";
  static final String CIPHER = "ROW_ada+cipher";
  static final ChannelOrderId ORDER =
      new ChannelOrderId(TikTokOrderJson.TIKTOK_SHOP, "576400000000000001");

  final TestOutbound platform = new TestOutbound();
  final MovingClock clock = new MovingClock();
  final Map<SecretVault.Stage, String> appSecrets =
      new HashMap<>(
          Map.of(SecretVault.Stage.CURRENT, "hush-now", SecretVault.Stage.PREVIOUS, "hush-then"));
  final Map<String, String> details =
      new HashMap<>(Map.of("cipher", CIPHER, AuthorizationServer.ANSWER, "US"));
  final Map<String, Function<TestOutbound.Call, TestOutbound.Reply>> answers =
      new LinkedHashMap<>();
  final FindAuthorization authorizations = new FindAuthorization(new OneGrant());
  final AppSecrets secrets = new AppSecrets(new Vault(), clock);
  final TikTokSettings settings =
      new TikTokSettings(
          "http://" + platform.address(),
          "http://" + platform.address() + "/api/v2/token",
          "https://services.tiktokshop.com/open/authorize",
          "https://services.us.tiktokshop.com/open/authorize",
          Optional.of(APP_KEY),
          Optional.of("74001"));
  final TikTokApi api;
  final TikTokShopChannel channel;
  final TikTokShopAuthorizationServer server;
  private Optional<AuthorizationServer> installed = Optional.empty();

  TikTokWorld() {
    AccessTokens tokens =
        new AccessTokens() {
          @Override
          public Secret of(Authorization.Snapshot grant, Actor reader) {
            try (Secret lasting = Secret.of("ROW_1");
                Tokens bought = installed.orElseThrow().renew(grant, lasting)) {
              return bought.access().orElseThrow().token().copy();
            }
          }

          @Override
          public void refused(Authorization.Snapshot grant) {}
        };
    api = new TikTokApi(authorizations, tokens, secrets, settings, platform.outbound(), clock);
    channel = new TikTokShopChannel(secrets, api, authorizations, settings, clock);
    server = new TikTokShopAuthorizationServer(settings, api, secrets, platform.outbound(), clock);
    installed = Optional.of(server);
    answers.put("/api/v2/token/refresh", call -> ok(pair("TTP_1", "ROW_2")));
    platform.answers(
        call -> {
          String path = URI.create(call.path()).getPath();
          return answers.getOrDefault(path, c -> code(404, 36009004)).apply(call);
        });
  }

  void answer(String path, String data) {
    answers.put(path, call -> ok(data));
  }

  /** The calls to a path, oldest first. */
  List<TestOutbound.Call> calls(String path) {
    return platform.calls.stream()
        .filter(call -> URI.create(call.path()).getPath().equals(path))
        .toList();
  }

  static TestOutbound.Reply ok(String data) {
    return new TestOutbound.Reply(
        200, "{\"code\":0,\"message\":\"Success\",\"request_id\":\"r1\",\"data\":" + data + "}");
  }

  static TestOutbound.Reply code(int status, long code) {
    return new TestOutbound.Reply(
        status, "{\"code\":" + code + ",\"message\":\"Ada Lovelace\",\"request_id\":\"r1\"}");
  }

  String pair(String access, String refresh) {
    return """
        {"access_token": "%s", "access_token_expire_in": %d, "refresh_token": "%s",
         "refresh_token_expire_in": %d, "open_id": "o", "seller_name": "Ada's", "user_type": 0,
         "seller_base_region": "US",
         "granted_scopes": ["seller.order.info", "seller.fulfillment.basic"]}
        """
        .formatted(
            access,
            clock.now.plus(Duration.ofDays(7)).getEpochSecond(),
            refresh,
            clock.now.plus(Duration.ofDays(365)).getEpochSecond());
  }

  /** The query of a call, decoded. */
  static Map<String, String> query(TestOutbound.Call call) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : URI.create(call.path()).getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  static JsonObject body(TestOutbound.Call call) {
    try (JsonReader reader = Json.createReader(new StringReader(call.body()))) {
      return reader.readObject();
    }
  }

  static ChannelDelivery signed(String body, String with) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(with.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(APP_KEY.getBytes(StandardCharsets.UTF_8));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return new ChannelDelivery(
          Map.of("Authorization", HexFormat.of().formatHex(mac.doFinal(bytes))), bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Authorization.Snapshot grant() {
    return new OneGrant().find(SELLER, CONNECTION).orElseThrow().snapshot();
  }

  @Override
  public void close() {
    platform.close();
  }

  private final class Vault implements SecretVault {

    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      return seller.equals(SellerId.PLATFORM)
          ? Optional.ofNullable(appSecrets.get(stage)).map(Secret::of)
          : Optional.of(Secret.of("TTP_1"));
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      throw new UnsupportedOperationException();
    }
  }

  static final class MovingClock extends Clock {

    Instant now = OrderBuilder.NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final class OneGrant implements Authorizations {

    @Override
    public Optional<Authorization> find(SellerId seller, ConnectionId id) {
      return Optional.of(
          Authorization.granted(
              id,
              seller,
              new Platform("tiktokshop"),
              new Grant(
                  SHOP_ID,
                  "Ada's",
                  Set.of(),
                  details,
                  Optional.empty(),
                  new Tokens(
                      TokenStyle.FIXED,
                      Secret.of("TTP_1"),
                      Optional.of(OrderBuilder.NOON.plus(Duration.ofDays(365))),
                      Optional.empty())),
              OrderBuilder.NOON));
    }

    @Override
    public List<Authorization> all(SellerId seller) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void add(Authorization authorization, byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(Authorization authorization) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
      throw new UnsupportedOperationException();
    }
  }
}
