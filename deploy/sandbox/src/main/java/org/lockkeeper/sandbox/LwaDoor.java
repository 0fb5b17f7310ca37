package org.lockkeeper.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Login with Amazon: changes refresh tokens and authorization codes for access tokens. */
final class LwaDoor {

  static final Duration TOKEN_LASTS = Duration.ofHours(1);
  private static final String GRANTLESS_SCOPE = "sellingpartnerapi::";

  private final Settings settings;
  private final LwaSecrets secrets;
  private final World world;
  private final SandboxClock clock;
  private final Faults faults;
  private final Exchanges exchanges;
  private final AmazonConsents consents;
  private final SecureRandom random = new SecureRandom();

  LwaDoor(
      Settings settings,
      LwaSecrets secrets,
      World world,
      SandboxClock clock,
      Faults faults,
      Exchanges exchanges,
      AmazonConsents consents) {
    this.settings = settings;
    this.secrets = secrets;
    this.world = world;
    this.clock = clock;
    this.faults = faults;
    this.exchanges = exchanges;
    this.consents = consents;
  }

  /**
   * @param path without the prefix of this platform
   */
  Answer answer(Call call, String path) {
    Map<String, List<String>> form = Call.fields(call.body());
    String grant = first(form, "grant_type").orElse("");
    boolean known = call.method().equals("POST") && path.equals("/auth/o2/token");
    Answer answer =
        known
            ? faults.around(
                Faults.Platform.LWA,
                List.of("token", grant),
                LwaDoor::failure,
                () -> token(form, grant))
            : error(404, "invalid_request", "There is nothing at this address.");
    String wrong = answer.status() == 400 || !known ? answer.text() : null;
    exchanges.add(Faults.Platform.LWA, "token", null, call, path, answer, wrong);
    return answer;
  }

  private Answer token(Map<String, List<String>> form, String grant) {
    if (!first(form, "client_id").orElse("").equals(settings.amazonClientId())
        || !secrets.accepts(first(form, "client_secret").orElse(""))) {
      return error(401, "invalid_client", "The client is not known or its secret is wrong.");
    }
    return switch (grant) {
      case "refresh_token" ->
          consents
              .refreshed(first(form, "refresh_token").orElse(""))
              .map(seller -> granted(seller, first(form, "refresh_token").orElse("")))
              .orElseGet(LwaDoor::noGrant);
      case "authorization_code" -> exchanged(form);
      case "client_credentials" ->
          first(form, "scope").orElse("").startsWith(GRANTLESS_SCOPE)
              ? grantless()
              : error(400, "invalid_scope", "The scope is missing or not known.");
      case "" -> error(400, "invalid_request", "The parameter grant_type is missing.");
      default -> error(400, "unsupported_grant_type", "This grant type is not known.");
    };
  }

  /** A code comes from the consent page; {@code code-} and a seller's id is always one, too. */
  private Answer exchanged(Map<String, List<String>> form) {
    String code = first(form, "code").orElse("");
    return settings.sellers().stream()
        .filter(seller -> code.equals("code-" + seller.id()))
        .findFirst()
        .map(seller -> granted(seller, String.valueOf(seller.refreshToken())))
        .or(
            () ->
                consents
                    .exchange(code, first(form, "redirect_uri").orElse(""))
                    .flatMap(
                        consent ->
                            settings
                                .seller(consent.seller())
                                .map(seller -> granted(seller, consent.refreshToken()))))
        .orElseGet(LwaDoor::noGrant);
  }

  private static Answer noGrant() {
    return error(400, "invalid_grant", "The grant is not valid any more.");
  }

  private Answer granted(Settings.Seller seller, String refreshToken) {
    return Answer.json(
        200,
        Json.object()
            .put("access_token", newToken(seller.id()))
            .put("refresh_token", refreshToken)
            .put("token_type", "bearer")
            .put("expires_in", TOKEN_LASTS.toSeconds()));
  }

  private Answer grantless() {
    return Answer.json(
        200,
        Json.object()
            .put("access_token", newToken(""))
            .put("token_type", "bearer")
            .put("expires_in", TOKEN_LASTS.toSeconds()));
  }

  private String newToken(String seller) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String value = "Atza|" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    world.put(new World.Token(value, seller, clock.now().plus(TOKEN_LASTS)), clock.now());
    return value;
  }

  private static Answer failure(Faults.Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED -> error(400, "invalid_grant", "The seller has withdrawn the consent.");
      case THROTTLE -> error(429, "too_many_requests", "Slow down.");
      case FAIL_503 -> error(503, "temporarily_unavailable", "Try again later.");
      case FAIL_500, TIMEOUT, SUCCEED_THEN_500, SUCCEED_THEN_TIMEOUT ->
          error(500, "server_error", "Something broke here.");
    };
  }

  private static Answer error(int status, String error, String description) {
    return Answer.json(
        status, Json.object().put("error", error).put("error_description", description));
  }

  private static Optional<String> first(Map<String, List<String>> form, String name) {
    List<String> values = form.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }
}
