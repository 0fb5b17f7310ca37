package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pretend shop's consent page and the address at which codes and refresh tokens are exchanged.
 */
final class ShopConsentDoor {

  private static final Pattern PATH =
      Pattern.compile("/([^/]+)/admin/oauth/(authorize|decide|access_token)");

  private final Settings settings;
  private final ShopAccess access;
  private final SandboxClock clock;
  private final Faults faults;
  private final Exchanges exchanges;

  ShopConsentDoor(
      Settings settings,
      ShopAccess access,
      SandboxClock clock,
      Faults faults,
      Exchanges exchanges) {
    this.settings = settings;
    this.access = access;
    this.clock = clock;
    this.faults = faults;
    this.exchanges = exchanges;
  }

  /**
   * Answers what belongs to consent.
   *
   * @param path without the prefix of this platform
   * @return empty if it is none of this door's
   */
  Optional<Answer> answer(Call call, String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String domain = matcher.group(1);
    if (matcher.group(2).equals("access_token") && access.grant(domain).isPresent()) {
      return Optional.of(token(domain, call, path));
    }
    Settings.Shop shop = settings.shop(domain).orElse(null);
    if (shop == null) {
      return Optional.of(ConsentPage.wrong(404, "There is no pretend shop " + domain + "."));
    }
    return Optional.of(
        switch (matcher.group(2)) {
          case "authorize" -> page(shop, call);
          case "decide" -> decided(shop, call);
          default -> token(domain, call, path);
        });
  }

  private Optional<Answer> objection(Call call) {
    if (!call.query("client_id").orElse("").equals(settings.shopifyClientId())) {
      return Optional.of(ConsentPage.wrong(400, "The client_id is not the one of this app."));
    }
    if (!call.query("redirect_uri").orElse("").startsWith(settings.portalUrl() + "/")) {
      return Optional.of(
          ConsentPage.wrong(400, "The redirect_uri is not one that this app has registered."));
    }
    return Optional.empty();
  }

  private Answer page(Settings.Shop shop, Call call) {
    Optional<Answer> objection = objection(call);
    if (objection.isPresent()) {
      return objection.get();
    }
    List<String> scopes = scopes(call);
    List<ConsentPage.Choice> choices = new ArrayList<>();
    choices.add(choice("agree", "Install app", shop, shop, call, "agree"));
    choices.add(choice("deny", "Cancel", shop, shop, call, "deny"));
    for (String scope : scopes) {
      choices.add(choice("without-" + scope, "Install without " + scope, shop, shop, call, scope));
    }
    for (Settings.Shop other : settings.shops()) {
      if (!other.equals(shop)) {
        choices.add(
            choice(
                "as-" + other.domain(), "Install on " + other.name(), shop, other, call, "agree"));
      }
    }
    return ConsentPage.of(
        "Install Lockkeeper on " + shop.name(),
        "This pretend shop, " + shop.domain() + ", is asked for these rights:",
        scopes,
        choices);
  }

  private static ConsentPage.Choice choice(
      String id, String label, Settings.Shop here, Settings.Shop as, Call call, String answer) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String name : List.of("client_id", "scope", "redirect_uri", "state")) {
      query.put(name, call.query(name).orElse(""));
    }
    query.put("as", as.domain());
    query.put("answer", answer);
    return new ConsentPage.Choice(
        id, label, ConsentPage.path("/shopify/" + here.domain() + "/admin/oauth/decide", query));
  }

  private Answer decided(Settings.Shop shop, Call call) {
    Optional<Answer> objection = objection(call);
    if (objection.isPresent()) {
      return objection.get();
    }
    String redirect = call.query("redirect_uri").orElse("");
    String as = call.query("as").filter(s -> settings.shop(s).isPresent()).orElse(shop.domain());
    String answer = call.query("answer").orElse("deny");
    Map<String, String> back = new TreeMap<>();
    if (answer.equals("deny")) {
      back.put("error", "access_denied");
    } else {
      Set<String> given = new TreeSet<>(scopes(call));
      given.remove(answer);
      back.put("code", access.code(as, given, redirect));
    }
    back.put("host", Base64.getEncoder().encodeToString(as.getBytes(StandardCharsets.UTF_8)));
    back.put("shop", as);
    back.put("state", call.query("state").orElse(""));
    back.put("timestamp", String.valueOf(clock.now().getEpochSecond()));
    back.put(
        "hmac", Signature.hex(ConsentPage.path("", back).substring(1), settings.shopifySecret()));
    return ConsentPage.redirect(ConsentPage.path(redirect, back));
  }

  private static List<String> scopes(Call call) {
    return Arrays.stream(call.query("scope").orElse("").split("[, ]+", -1))
        .filter(scope -> !scope.isBlank())
        .toList();
  }

  private Answer token(String shop, Call call, String path) {
    Map<String, String> said = said(call);
    String grant = said.getOrDefault("grant_type", "authorization_code");
    Answer answer =
        faults.around(
            Faults.Platform.SHOPIFY,
            List.of("token", grant),
            ShopConsentDoor::failure,
            () -> issued(shop, said));
    // Neither what was said nor what is answered may be looked at by anybody.
    exchanges.add(
        Faults.Platform.SHOPIFY,
        "token",
        shop,
        new Call(call.method(), call.path(), call.query(), call.headers(), ""),
        path,
        new Answer(answer.status(), answer.headers(), answer.contentType(), ""),
        answer.status() == 400 ? "the exchange was refused" : null);
    return answer;
  }

  private Answer issued(String shop, Map<String, String> said) {
    if (!said.getOrDefault("client_id", "").equals(settings.shopifyClientId())
        || !isSecret(said.getOrDefault("client_secret", ""))) {
      return error(401, "invalid_client", "The client is not known or its secret is wrong.");
    }
    boolean refresh = "refresh_token".equals(said.get("grant_type"));
    boolean expiring = "1".equals(said.get("expiring"));
    Optional<ShopAccess.Issued> issued =
        refresh
            ? access.refresh(shop, said.getOrDefault("refresh_token", ""))
            : access.exchange(shop, said.getOrDefault("code", ""), expiring);
    if (issued.isEmpty()) {
      return refresh
          ? error(400, "invalid_grant", "The refresh token is not valid any more.")
          : error(
              400, "invalid_request", "The authorization code was not found or was already used");
    }
    ObjectNode json =
        Json.object()
            .put("access_token", issued.get().access())
            .put("scope", String.join(",", new TreeSet<>(issued.get().grant().scopes())));
    String next = issued.get().refresh();
    if (next != null) {
      json.put("expires_in", ShopAccess.ACCESS_LASTS.toSeconds())
          .put("refresh_token", next)
          .put("refresh_token_expires_in", ShopAccess.REFRESH_LASTS.toSeconds());
    }
    return Answer.json(200, json);
  }

  private boolean isSecret(String said) {
    return said.equals(settings.shopifySecret())
        || (!said.isEmpty() && said.equals(settings.previousShopifySecret()));
  }

  private static Map<String, String> said(Call call) {
    Map<String, String> said = new LinkedHashMap<>();
    Optional<JsonNode> json = Json.parse(call.body()).filter(JsonNode::isObject);
    if (json.isPresent()) {
      json.get().properties().forEach(e -> said.put(e.getKey(), e.getValue().asText()));
    } else {
      Call.fields(call.body()).forEach((name, values) -> said.put(name, values.getFirst()));
    }
    return said;
  }

  private static Answer failure(Faults.Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED -> error(400, "invalid_grant", "The shop has removed the app.");
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
}
