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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
 * Login with Amazon and the consent pages of Seller Central. A consent is for one region and has to
 * be renewed within 365 days; its code is good for five minutes and once.
 */
@ApplicationScoped
class AmazonAuthorizationServer implements AuthorizationServer {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** Amazon gives roles to the application as a whole; this is the one we have. */
  static final String FULFILMENT = "amazon-fulfillment";

  private static final Duration CONSENT = Duration.ofDays(365);
  private static final Pattern ACCOUNT = Pattern.compile("[A-Z0-9]{5,40}");
  private static final Actor ACTOR = new Actor.Task("amazon.token");
  private static final String GRANTLESS = "sellingpartnerapi::notifications";

  private final SecretVault vault;
  private final Outbound outbound;
  private final AmazonSettings settings;
  private final Clock clock;

  @Inject
  AmazonAuthorizationServer(
      SecretVault vault, Outbound outbound, AmazonSettings settings, Clock clock) {
    this.vault = vault;
    this.outbound = outbound;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Platform platform() {
    return Platform.AMAZON;
  }

  @Override
  public List<Scope> scopes() {
    return List.of(new Scope(FULFILMENT, true));
  }

  @Override
  public Question question() {
    return new Question(Question.Kind.CHOICE, Marketplace.countries());
  }

  @Override
  public String answerOf(Authorization.Snapshot grant) {
    return grant.details().getOrDefault(ANSWER, Marketplace.US.name());
  }

  @Override
  public URI consent(String answer, String state, URI callback) {
    Marketplace of = Marketplace.of(answer).orElseThrow(UnusableAnswer::new);
    return URI.create(
        settings.consentAddress(of)
            + "?application_id="
            + encoded(settings.applicationId())
            + "&state="
            + encoded(state)
            + "&redirect_uri="
            + encoded(callback.toString())
            + (settings.draft() ? "&version=beta" : ""));
  }

  @Override
  public Callback read(Map<String, String> query) {
    if (query.containsKey("error")) {
      return new Callback.Denied();
    }
    String account = query.getOrDefault("selling_partner_id", "");
    String code = query.getOrDefault("spapi_oauth_code", "");
    return ACCOUNT.matcher(account).matches() && !code.isBlank()
        ? new Callback.Agreed(account, Secret.of(code), Map.of())
        : new Callback.Forged();
  }

  @Override
  public Grant exchange(SellerId seller, String answer, Callback.Agreed agreed, URI callback) {
    String operation = "amazon.token.exchange";
    Marketplace of = Marketplace.of(answer).orElseThrow(UnusableAnswer::new);
    JsonObject json =
        agreed
            .code()
            .reveal(
                code ->
                    token(
                        seller,
                        operation,
                        "grant_type=authorization_code&code="
                            + encoded(code)
                            + "&redirect_uri="
                            + encoded(callback.toString())));
    String refresh = json.getString("refresh_token", "");
    if (refresh.isEmpty()) {
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.DOUBTFUL);
    }
    Instant now = clock.instant();
    return new Grant(
        agreed.account(),
        agreed.account(),
        Set.of(FULFILMENT),
        Map.of(
            AmazonSettings.REGION,
            of.region().word(),
            AmazonSettings.MARKETPLACE,
            of.id(),
            ANSWER,
            of.name()),
        Optional.of(now.plus(CONSENT)),
        new Tokens(
            TokenStyle.REFRESHED,
            Secret.of(refresh),
            Optional.empty(),
            Optional.of(access(json, operation, now))));
  }

  @Override
  public Tokens renew(Authorization.Snapshot grant, Secret lasting) {
    String operation = "amazon.token";
    JsonObject json =
        lasting.reveal(
            refresh ->
                token(
                    grant.seller(),
                    operation,
                    "grant_type=refresh_token&refresh_token=" + encoded(refresh)));
    return new Tokens(
        TokenStyle.REFRESHED,
        lasting.copy(),
        Optional.empty(),
        Optional.of(access(json, operation, clock.instant())));
  }

  private static Tokens.Access access(JsonObject json, String operation, Instant now) {
    String access = json.getString("access_token", "");
    if (access.isEmpty()) {
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.UNAVAILABLE);
    }
    return new Tokens.Access(Secret.of(access), now.plusSeconds(json.getInt("expires_in", 3600)));
  }

  /** Asks for a page of the stock, which the role that we have allows and nobody minds. */
  @Override
  public void test(Authorization.Snapshot grant, Secret access) {
    String operation = "amazon.test";
    String marketplace = settings.marketplace(grant);
    Outbound.Answer answer =
        access.reveal(
            token ->
                outbound.send(
                    new Outbound.Request(
                        grant.seller(),
                        operation,
                        "GET",
                        URI.create(
                            settings.endpoint(grant)
                                + "/fba/inventory/v1/summaries?granularityType=Marketplace"
                                + "&granularityId="
                                + marketplace
                                + "&marketplaceIds="
                                + marketplace),
                        Map.of(
                            "x-amz-access-token",
                            new String(token, StandardCharsets.UTF_8),
                            "Accept",
                            "application/json"),
                        Optional.empty())));
    switch (answer.status()) {
      case 200 -> {}
      case 401, 403 -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.UNAUTHORIZED);
      case 429 -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.THROTTLED);
      case 400, 404 -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED);
      default -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  /** Only the seller can take the consent back, in Seller Central. */
  @Override
  public boolean end(Authorization.Snapshot grant, Secret access) {
    return false;
  }

  /** Buys a token that speaks for no seller. */
  @Override
  public void testApplication(Secret applicationSecret) {
    ask(
        SellerId.PLATFORM,
        "amazon.token.test",
        "grant_type=client_credentials&scope=" + encoded(GRANTLESS),
        applicationSecret);
  }

  private JsonObject token(SellerId seller, String operation, String form) {
    try (Secret client =
        vault
            .open(
                SellerId.PLATFORM,
                SecretRef.appSecret(Platform.AMAZON.value()),
                SecretVault.Stage.CURRENT,
                ACTOR,
                Purpose.API_CALL)
            .orElseThrow(() -> new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED))) {
      return ask(seller, operation, form, client);
    }
  }

  private JsonObject ask(SellerId seller, String operation, String form, Secret client) {
    String whole =
        form
            + "&client_id="
            + encoded(settings.clientId())
            + "&client_secret="
            + client.reveal(AmazonAuthorizationServer::encoded);
    Outbound.Answer answer =
        outbound.send(
            new Outbound.Request(
                seller,
                operation,
                "POST",
                URI.create(settings.tokenEndpoint()),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Optional.of(whole)));
    return switch (answer.status()) {
      case 200 ->
          json(answer)
              .orElseThrow(() -> new PlatformTrouble(operation, PlatformTrouble.Kind.UNAVAILABLE));
      case 400, 401, 403 -> throw new PlatformTrouble(operation, refusal(answer));
      case 429 -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.THROTTLED);
      default -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.UNAVAILABLE);
    };
  }

  /** Only a grant that Amazon calls invalid is the seller's to give again. */
  private static PlatformTrouble.Kind refusal(Outbound.Answer answer) {
    return json(answer)
            .map(json -> json.getString("error", ""))
            .filter("invalid_grant"::equals)
            .isPresent()
        ? PlatformTrouble.Kind.UNAUTHORIZED
        : PlatformTrouble.Kind.REFUSED;
  }

  private static Optional<JsonObject> json(Outbound.Answer answer) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static String encoded(byte[] secret) {
    return encoded(new String(secret, StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
