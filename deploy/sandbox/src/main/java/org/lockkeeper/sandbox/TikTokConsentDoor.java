package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** TikTok Shop's consent page, and where codes and refresh tokens are taken. */
final class TikTokConsentDoor {

  private static final long GRANT_INVALID = 36004004;
  private static final long APP_INVALID = 36004005;

  private final TikTokSettings settings;
  private final String callback;
  private final TikTokState state;
  private final SandboxClock clock;
  private final Faults faults;
  private final Exchanges exchanges;

  /**
   * @param portalUrl where the app has registered its way back
   */
  TikTokConsentDoor(
      TikTokSettings settings,
      String portalUrl,
      TikTokState state,
      SandboxClock clock,
      Faults faults,
      Exchanges exchanges) {
    this.settings = settings;
    this.callback = portalUrl + "/connect/tiktokshop/callback";
    this.state = state;
    this.clock = clock;
    this.faults = faults;
    this.exchanges = exchanges;
  }

  /**
   * @param path without the prefix of this platform
   */
  Answer answer(Call call, String path) {
    return switch (path) {
      case "/open/authorize" -> page(call);
      case "/open/decide" -> decided(call);
      case "/api/v2/token/get" -> token(call, path, "get");
      case "/api/v2/token/refresh" -> token(call, path, "refresh");
      default -> TikTokDoor.no(404, APP_INVALID, "There is nothing at this address.");
    };
  }

  private Answer page(Call call) {
    if (!call.query("service_id").orElse("").equals(settings.serviceId())) {
      return html(400, "That does not work", "The service_id is not the one of this app.", "");
    }
    String state = call.query("state").orElse("");
    StringBuilder choices = new StringBuilder();
    for (TikTokSettings.Shop shop : settings.shops()) {
      choices.append(choice("agree-" + shop.id(), "Authorize " + shop.name(), shop.id(), state));
    }
    String all =
        settings.shops().stream().map(TikTokSettings.Shop::id).collect(Collectors.joining(","));
    choices.append(choice("agree-all", "Authorize every shop", all, state));
    TikTokState.SCOPES.stream()
        .sorted()
        .forEach(
            scope ->
                choices.append(
                    choice(
                        "without-" + scope,
                        "Authorize without " + scope,
                        settings.shops().getFirst().id() + "&without=" + scope,
                        state)));
    choices.append(choice("deny", "Cancel", "", state));
    return html(
        200,
        "Authorize Lockkeeper",
        "A pretend TikTok Shop asks which of its shops the app may use.",
        choices.toString());
  }

  private static String choice(String id, String label, String shops, String state) {
    return "<p><a class=\"button\" rel=\"noreferrer\" id=\""
        + id
        + "\" href=\"/tiktok-auth/open/decide?state="
        + URLEncoder.encode(state, StandardCharsets.UTF_8)
        + "&amp;shops="
        + shops.replace("&", "&amp;")
        + "\">"
        + label.replace("&", "&amp;").replace("<", "&lt;")
        + "</a></p>";
  }

  private static Answer html(int status, String title, String sentence, String choices) {
    String page =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
            + " content=\"width=device-width, initial-scale=1\"><title>"
            + title
            + "</title><link rel=\"stylesheet\" href=\"/sandbox.css\"></head><body>"
            + "<div class=\"banner\" role=\"note\">Sandbox: a pretend consent page</div>"
            + "<main class=\"consent\"><section class=\"card\"><h1>"
            + title
            + "</h1><p>"
            + sentence
            + "</p>"
            + choices
            + "</section></main></body></html>";
    return new Answer(status, Map.of(), "text/html;charset=utf-8", page)
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "DENY")
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'");
  }

  private Answer decided(Call call) {
    List<String> shops =
        List.of(call.query("shops").orElse("").split(",", -1)).stream()
            .filter(id -> settings.shop(id).isPresent())
            .toList();
    String back = "?app_key=" + settings.appKey();
    if (shops.isEmpty()) {
      back += "&error=auth_denied&code=null";
    } else {
      Set<String> scopes = new TreeSet<>(TikTokState.SCOPES);
      call.query("without").ifPresent(scopes::remove);
      back += "&code=" + state.code(shops, scopes, clock.now());
    }
    back += "&state=" + URLEncoder.encode(call.query("state").orElse(""), StandardCharsets.UTF_8);
    return new Answer(302, Map.of(), "text/plain;charset=utf-8", "")
        .with("Location", callback + back)
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store");
  }

  private Answer token(Call call, String path, String operation) {
    Answer answer =
        faults.around(
            Faults.Platform.TIKTOK,
            List.of("token", operation),
            TikTokConsentDoor::failure,
            () -> issued(call, operation));
    // Secrets stand in the address and in the answer: neither is kept.
    exchanges.add(
        Faults.Platform.TIKTOK,
        "token",
        null,
        new Call(call.method(), call.path(), Map.of(), call.headers(), ""),
        path,
        new Answer(answer.status(), answer.headers(), answer.contentType(), ""),
        null);
    return answer;
  }

  private Answer issued(Call call, String operation) {
    if (!call.method().equals("GET")) {
      return TikTokDoor.no(405, APP_INVALID, "Use GET.");
    }
    if (!call.query("app_key").orElse("").equals(settings.appKey())
        || !call.query("app_secret").orElse("").equals(settings.appSecret())) {
      return TikTokDoor.no(200, APP_INVALID, "The app_key or app_secret is wrong.");
    }
    String grantType = call.query("grant_type").orElse("");
    Optional<TikTokState.Grant> grant =
        operation.equals("get") && grantType.equals("authorized_code")
            ? state.exchange(call.query("auth_code").orElse(""), clock.now())
            : operation.equals("refresh") && grantType.equals("refresh_token")
                ? state.refresh(call.query("refresh_token").orElse(""), clock.now())
                : Optional.empty();
    return grant
        .map(given -> TikTokDoor.ok(pair(given)))
        .orElseGet(() -> TikTokDoor.no(200, GRANT_INVALID, "It is invalid or expired."));
  }

  private ObjectNode pair(TikTokState.Grant grant) {
    ObjectNode json =
        Json.object()
            .put("access_token", grant.access())
            .put("access_token_expire_in", grant.accessUntil().getEpochSecond())
            .put("refresh_token", grant.refresh())
            .put("refresh_token_expire_in", grant.until().getEpochSecond())
            .put("open_id", "sandbox")
            .put("seller_name", "sandbox")
            .put("seller_base_region", "US")
            .put("user_type", 0);
    grant.scopes().stream().sorted().forEach(json.withArray("granted_scopes")::add);
    return json;
  }

  private static Answer failure(Faults.Kind kind) {
    return kind == Faults.Kind.UNAUTHORIZED
        ? TikTokDoor.no(200, GRANT_INVALID, "It is invalid or expired.")
        : TikTokDoor.failure(kind);
  }
}
