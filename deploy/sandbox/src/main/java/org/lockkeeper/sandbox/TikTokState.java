package org.lockkeeper.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is at the pretend TikTok Shop: orders, grants, addresses for messages. One lock around all
 * of it. A refresh token is replaced when it is used, and the former one is dead at once.
 */
final class TikTokState {

  static final Duration ACCESS_LASTS = Duration.ofDays(7);
  static final Duration GRANT_LASTS = Duration.ofDays(365);
  static final Duration CODE_LASTS = Duration.ofMinutes(30);
  static final Set<String> SCOPES =
      Set.of(
          "seller.authorization.info",
          "seller.order.info",
          "seller.fulfillment.basic",
          "seller.logistics",
          "seller.return_refund.basic");
  private static final long FIRST_ORDER = 576_400_000_000_000_001L;

  /** What a consent opened, and the pair of tokens that is good now. */
  record Grant(
      List<String> shops,
      Set<String> scopes,
      String access,
      Instant accessUntil,
      String refresh,
      Instant until,
      int refreshes) {
    @Override
    public String toString() {
      return "Grant[" + shops + "]";
    }
  }

  private record Code(List<String> shops, Set<String> scopes, Instant until) {}

  private final Ledger ledger;
  private final TikTokSettings settings;
  private final TreeMap<Long, TikTokOrder> orders = new TreeMap<>();
  private final Map<String, Grant> grants = new LinkedHashMap<>();
  private final Map<String, String> addresses = new TreeMap<>();
  private final Map<String, Code> codes = new HashMap<>();
  private long last = FIRST_ORDER - 1;

  /** Reads what was; before the ledger is told that all is loaded. */
  TikTokState(Ledger ledger, TikTokSettings settings, Instant now) {
    this.ledger = ledger;
    this.settings = settings;
    ledger.each(
        "tiktok-order",
        (id, json) -> {
          TikTokOrder order = Json.as(json, TikTokOrder.class);
          orders.put(order.id(), order);
        });
    ledger.each("tiktok-grant", (shop, json) -> grants.put(shop, Json.as(json, Grant.class)));
    ledger.each("tiktok-address", (key, json) -> addresses.put(key, json.asText()));
    ledger.each("tiktok-number", (key, json) -> last = json.asLong());
    for (TikTokSettings.Shop shop : settings.shops()) {
      String refresh = shop.refreshToken();
      if (refresh != null && !grants.containsKey(shop.id())) {
        put(
            shop.id(),
            new Grant(
                List.of(shop.id()), SCOPES, fresh("TTP_"), now, refresh, now.plus(GRANT_LASTS), 0));
      }
    }
  }

  synchronized long next() {
    last++;
    ledger.put("tiktok-number", "last", last);
    return last;
  }

  // Orders

  synchronized Optional<TikTokOrder> order(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** Newest first. */
  synchronized List<TikTokOrder> orders() {
    return List.copyOf(orders.descendingMap().values());
  }

  synchronized TikTokOrder put(TikTokOrder order) {
    orders.put(order.id(), order);
    ledger.put("tiktok-order", Long.toString(order.id()), order);
    return order;
  }

  synchronized void reset() {
    orders.keySet().forEach(id -> ledger.remove("tiktok-order", Long.toString(id)));
    orders.clear();
  }

  // Grants

  synchronized Optional<Grant> grant(String shop) {
    return grants.values().stream().filter(grant -> grant.shops().contains(shop)).findFirst();
  }

  synchronized Optional<Grant> byAccess(String token, Instant now) {
    return grants.values().stream()
        .filter(grant -> grant.access().equals(token) && now.isBefore(grant.accessUntil()))
        .findFirst();
  }

  synchronized String code(List<String> shops, Set<String> scopes, Instant now) {
    String code = fresh("TTP_code_");
    codes.put(code, new Code(List.copyOf(shops), Set.copyOf(scopes), now.plus(CODE_LASTS)));
    return code;
  }

  /** Takes a code, once. */
  synchronized Optional<Grant> exchange(String code, Instant now) {
    return Optional.ofNullable(codes.remove(code))
        .filter(known -> now.isBefore(known.until()))
        .map(
            known ->
                put(
                    known.shops().getFirst(),
                    new Grant(
                        known.shops(),
                        known.scopes(),
                        fresh("TTP_"),
                        now.plus(ACCESS_LASTS),
                        fresh("ROW_"),
                        now.plus(GRANT_LASTS),
                        0)));
  }

  /** Takes a refresh token, which is dead from then on. */
  synchronized Optional<Grant> refresh(String token, Instant now) {
    return grants.values().stream()
        .filter(grant -> grant.refresh().equals(token) && now.isBefore(grant.until()))
        .findFirst()
        .map(
            grant ->
                put(
                    grant.shops().getFirst(),
                    new Grant(
                        grant.shops(),
                        grant.scopes(),
                        fresh("TTP_"),
                        now.plus(ACCESS_LASTS),
                        fresh("ROW_"),
                        grant.until(),
                        grant.refreshes() + 1)));
  }

  /** Ends the grant that opens a shop. */
  synchronized boolean end(String shop) {
    return grants.entrySet().stream()
        .filter(entry -> entry.getValue().shops().contains(shop))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(
            key -> {
              grants.remove(key);
              ledger.remove("tiktok-grant", key);
              return true;
            })
        .orElse(false);
  }

  /** Has the access token of a shop expire now. */
  synchronized void expireAccess(String shop, Instant now) {
    grant(shop)
        .ifPresent(
            grant ->
                put(
                    grant.shops().getFirst(),
                    new Grant(
                        grant.shops(),
                        grant.scopes(),
                        grant.access(),
                        now,
                        grant.refresh(),
                        grant.until(),
                        grant.refreshes())));
  }

  private Grant put(String shop, Grant grant) {
    grants.put(shop, grant);
    ledger.put("tiktok-grant", shop, grant);
    return grant;
  }

  private static String fresh(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }

  // Addresses

  /** Where a kind of message of a shop goes; empty if nowhere. */
  synchronized Optional<String> address(String shop, String event) {
    return Optional.ofNullable(addresses.get(shop + "/" + event))
        .or(() -> settings.shop(shop).flatMap(s -> Optional.ofNullable(s.webhookUrl())));
  }

  /** The registered addresses of a shop by the kind of message. */
  synchronized Map<String, String> addresses(String shop) {
    Map<String, String> found = new TreeMap<>();
    addresses.forEach(
        (key, address) -> {
          if (key.startsWith(shop + "/")) {
            found.put(key.substring(shop.length() + 1), address);
          }
        });
    return found;
  }

  synchronized void register(String shop, String event, String address) {
    addresses.put(shop + "/" + event, address);
    ledger.put("tiktok-address", shop + "/" + event, address);
  }

  synchronized void unregister(String shop, String event) {
    addresses.remove(shop + "/" + event);
    ledger.remove("tiktok-address", shop + "/" + event);
  }
}
