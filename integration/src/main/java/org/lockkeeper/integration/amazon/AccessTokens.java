package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * Access tokens from Login with Amazon: good for an hour, kept in memory only, fetched once for all
 * who wait for the same one.
 */
@ApplicationScoped
class AccessTokens {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String OPERATION = "amazon.token";
  private static final Duration EARLY = Duration.ofMinutes(2);
  private static final Actor READER = new Actor.Task(OPERATION);
  private static final SecretRef CLIENT_SECRET = SecretRef.appSecret("amazon");

  private final SecretVault vault;
  private final Outbound outbound;
  private final AmazonSettings settings;
  private final Clock clock;
  private final Map<ConnectionId, Token> tokens = new ConcurrentHashMap<>();

  @Inject
  AccessTokens(SecretVault vault, Outbound outbound, AmazonSettings settings, Clock clock) {
    this.vault = vault;
    this.outbound = outbound;
    this.settings = settings;
    this.clock = clock;
  }

  private record Token(String value, Instant fetchedAt, Instant until) {
    boolean goodAt(Instant now) {
      return now.isBefore(until) && !now.isBefore(fetchedAt);
    }

    @Override
    public String toString() {
      return "Token[withheld]";
    }
  }

  /** A token that is good for some time still. */
  String of(Authorization.Snapshot grant) {
    Instant now = clock.instant();
    Token token =
        tokens.compute(
            grant.id(), (id, held) -> held != null && held.goodAt(now) ? held : fetch(grant, now));
    return token.value();
  }

  /** Forgets a token that Amazon refused. */
  void refused(Authorization.Snapshot grant) {
    tokens.remove(grant.id());
  }

  private Token fetch(Authorization.Snapshot grant, Instant now) {
    String form;
    try (Secret refresh = open(grant.seller(), grant.secret());
        Secret client = open(SellerId.PLATFORM, CLIENT_SECRET)) {
      form =
          "grant_type=refresh_token&refresh_token="
              + refresh.reveal(AccessTokens::encoded)
              + "&client_id="
              + URLEncoder.encode(settings.clientId(), StandardCharsets.UTF_8)
              + "&client_secret="
              + client.reveal(AccessTokens::encoded);
    }
    Outbound.Answer answer =
        outbound.send(
            new Outbound.Request(
                grant.seller(),
                OPERATION,
                "POST",
                URI.create(settings.tokenEndpoint()),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Optional.of(form)));
    return switch (answer.status()) {
      case 200 -> token(answer, now);
      case 400, 401, 403 -> throw new PlatformTrouble(OPERATION, PlatformTrouble.Kind.UNAUTHORIZED);
      case 429 -> throw new PlatformTrouble(OPERATION, PlatformTrouble.Kind.THROTTLED);
      default -> throw new PlatformTrouble(OPERATION, PlatformTrouble.Kind.UNAVAILABLE);
    };
  }

  private Secret open(SellerId seller, SecretRef ref) {
    return vault
        .open(seller, ref, SecretVault.Stage.CURRENT, READER, Purpose.API_CALL)
        .orElseThrow(() -> new PlatformTrouble(OPERATION, PlatformTrouble.Kind.UNAUTHORIZED));
  }

  private static String encoded(byte[] secret) {
    return URLEncoder.encode(new String(secret, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Token token(Outbound.Answer answer, Instant now) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      JsonObject json = reader.readObject();
      return new Token(
          json.getString("access_token"),
          now,
          now.plusSeconds(json.getInt("expires_in", 3600)).minus(EARLY));
    } catch (JsonException | NullPointerException | ClassCastException e) {
      throw new PlatformTrouble(OPERATION, PlatformTrouble.Kind.UNAVAILABLE);
    }
  }
}
