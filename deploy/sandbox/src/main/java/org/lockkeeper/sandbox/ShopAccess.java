package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the app may do in each shop: the token that the configuration gives, and what consents gave;
 * and where its webhooks go. One lock around all of it.
 *
 * <p>A refresh token is replaced each time it is used. The former one stays good until the new one
 * is first used, as Shopify does since August 2026; the strict way of before can be switched on.
 */
final class ShopAccess {

  static final Duration ACCESS_LASTS = Duration.ofHours(1);
  static final Duration REFRESH_LASTS = Duration.ofDays(90);
  private static final String CROWD = "crowd-";
  private static final Duration CODE_LASTS = Duration.ofMinutes(10);

  /** A token and its end; without an end it is good for ever. */
  record Token(String value, @Nullable Instant until) {
    boolean is(String said, Instant now) {
      return value.equals(said) && (until == null || now.isBefore(until));
    }

    @Override
    public String toString() {
      return "Token[withheld]";
    }
  }

  /** What a consent gave. */
  record Grant(
      String shop,
      Set<String> scopes,
      List<Token> access,
      @Nullable Token refresh,
      @Nullable Token former,
      int refreshes) {}

  /** Where a topic goes. */
  record Subscription(long id, String topic, String uri) {}

  /** What the shop's owner agreed to, on its way back through the browser. */
  private record Code(String shop, Set<String> scopes, String redirect, Instant until) {}

  /** What is handed out for a code or a refresh token. */
  record Issued(Grant grant, String access, @Nullable String refresh) {}

  private final Ledger ledger;
  private final Settings settings;
  private final SandboxClock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Grant> grants = new LinkedHashMap<>();
  private final Map<String, List<Subscription>> subscriptions = new LinkedHashMap<>();
  private final Set<String> revoked = new TreeSet<>();
  private final Map<String, Code> codes = new HashMap<>();
  private boolean strict;
  private long lastId;

  /** Reads what was; before the ledger is told that all is loaded. */
  ShopAccess(Ledger ledger, Settings settings, SandboxClock clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
    ledger.each("shop-grant", (shop, json) -> grants.put(shop, Json.as(json, Grant.class)));
    ledger.each("shop-revoked", (shop, json) -> revoked.add(shop));
    ledger.each(
        "shop-subscriptions",
        (shop, json) -> {
          List<Subscription> all = new ArrayList<>();
          for (JsonNode one : json) {
            all.add(Json.as(one, Subscription.class));
          }
          all.forEach(one -> lastId = Math.max(lastId, one.id()));
          subscriptions.put(shop, all);
        });
  }

  synchronized boolean allows(Settings.Shop shop, String token) {
    if (token.isEmpty()) {
      return false;
    }
    if (token.equals(shop.accessToken())) {
      return !revoked.contains(shop.domain());
    }
    Grant grant = grants.get(shop.domain());
    return grant != null && grant.access().stream().anyMatch(known -> known.is(token, clock.now()));
  }

  synchronized String code(String shop, Set<String> scopes, String redirect) {
    String code = fresh("");
    codes.put(code, new Code(shop, Set.copyOf(scopes), redirect, clock.now().plus(CODE_LASTS)));
    return code;
  }

  /** Exchanges a code, which is good once. */
  synchronized Optional<Issued> exchange(String shop, String code, boolean expiring) {
    Code known = codes.remove(code);
    if (known == null || !known.shop().equals(shop) || !clock.now().isBefore(known.until())) {
      return Optional.empty();
    }
    revoked.remove(shop);
    ledger.remove("shop-revoked", shop);
    Instant now = clock.now();
    Token access = new Token(fresh("shpat_"), expiring ? now.plus(ACCESS_LASTS) : null);
    Token refresh = expiring ? new Token(fresh("shprt_"), now.plus(REFRESH_LASTS)) : null;
    return Optional.of(
        keep(new Grant(shop, known.scopes(), List.of(access), refresh, null, 0), access));
  }

  /** Exchanges a refresh token for an access token and its own successor. */
  synchronized Optional<Issued> refresh(String shop, String token) {
    Grant grant = grants.get(shop);
    if (grant == null || grant.refresh() == null) {
      return Optional.empty();
    }
    Instant now = clock.now();
    boolean current = grant.refresh().is(token, now);
    boolean former = !strict && grant.former() != null && grant.former().is(token, now);
    if (!current && !former) {
      return Optional.empty();
    }
    Token access = new Token(fresh("shpat_"), now.plus(ACCESS_LASTS));
    List<Token> good = new ArrayList<>(List.of(access));
    grant.access().stream().filter(t -> t.is(t.value(), now)).limit(20).forEach(good::add);
    return Optional.of(
        keep(
            new Grant(
                shop,
                grant.scopes(),
                List.copyOf(good),
                new Token(fresh("shprt_"), now.plus(REFRESH_LASTS)),
                current ? grant.refresh() : grant.former(),
                grant.refreshes() + 1),
            access));
  }

  private Issued keep(Grant grant, Token access) {
    grants.put(grant.shop(), grant);
    ledger.put("shop-grant", grant.shop(), grant);
    return new Issued(
        grant, access.value(), grant.refresh() == null ? null : grant.refresh().value());
  }

  /**
   * Consents of shops that sell nothing, as many as are asked for: what a crowd of connections does
   * to whoever renews them.
   */
  synchronized List<Grant> crowd(int count) {
    List<Grant> crowd = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Grant grant =
          new Grant(
              CROWD + fresh("").toLowerCase(Locale.ROOT).replace('_', '-') + ".myshopify.com",
              Set.of("read_orders"),
              List.of(),
              new Token(fresh("shprt_"), clock.now().plus(REFRESH_LASTS)),
              null,
              0);
      grants.put(grant.shop(), grant);
      ledger.put("shop-grant", grant.shop(), grant);
      crowd.add(grant);
    }
    return crowd;
  }

  /** All consents of shops that sell nothing. */
  synchronized List<Grant> crowd() {
    return grants.values().stream().filter(grant -> grant.shop().startsWith(CROWD)).toList();
  }

  /** All tokens of the app in this shop are void, and nothing is sent to it any more. */
  synchronized void revoke(String shop) {
    revoked.add(shop);
    ledger.put("shop-revoked", shop, true);
    grants.remove(shop);
    ledger.remove("shop-grant", shop);
    dropSubscriptions(shop);
  }

  /** As Shopify does with a subscription that failed too often: it is gone, and nobody is told. */
  synchronized void dropSubscriptions(String shop) {
    subscriptions.remove(shop);
    ledger.remove("shop-subscriptions", shop);
  }

  synchronized Subscription subscribe(String shop, String topic, String uri) {
    List<Subscription> all = new ArrayList<>(subscriptions(shop));
    boolean known = all.stream().anyMatch(s -> s.topic().equals(topic) && s.uri().equals(uri));
    if (known) {
      throw new ShopDesk.Refused("Address for this topic has already been taken");
    }
    Subscription made = new Subscription(++lastId, topic, uri);
    all.add(made);
    write(shop, all);
    return made;
  }

  synchronized boolean unsubscribe(String shop, long id) {
    List<Subscription> all = new ArrayList<>(subscriptions(shop));
    boolean gone = all.removeIf(s -> s.id() == id);
    write(shop, all);
    return gone;
  }

  private void write(String shop, List<Subscription> all) {
    subscriptions.put(shop, all);
    ledger.put("shop-subscriptions", shop, all);
  }

  synchronized List<Subscription> subscriptions(String shop) {
    return List.copyOf(subscriptions.getOrDefault(shop, List.of()));
  }

  /** Where a webhook of that topic goes, such as {@code orders/create}; null for nowhere. */
  synchronized @Nullable String address(String shop, String topic) {
    String name = topic.replace('/', '_').toUpperCase(Locale.ROOT);
    String uri = null;
    for (Subscription one : subscriptions.getOrDefault(shop, List.of())) {
      if (one.topic().equals(name)) {
        uri = one.uri();
      }
    }
    return uri != null || revoked.contains(shop)
        ? uri
        : settings.shop(shop).map(Settings.Shop::webhookUrl).orElse(null);
  }

  synchronized void strict(boolean on) {
    strict = on;
  }

  synchronized boolean strict() {
    return strict;
  }

  synchronized Optional<Grant> grant(String shop) {
    return Optional.ofNullable(grants.get(shop));
  }

  synchronized boolean isRevoked(String shop) {
    return revoked.contains(shop);
  }

  private String fresh(String prefix) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
