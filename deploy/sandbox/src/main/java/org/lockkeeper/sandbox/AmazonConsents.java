package org.lockkeeper.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What selling accounts agreed to. A code is good once and for five minutes; a refresh token as
 * long as the consent, which ends after 365 days or when the seller takes it back.
 */
final class AmazonConsents {

  static final Duration CODE_LASTS = Duration.ofMinutes(5);
  static final Duration CONSENT_LASTS = Duration.ofDays(365);

  /** What a consent gave. */
  record Consent(String seller, String region, String refreshToken, Instant until, int refreshes) {
    @Override
    public String toString() {
      return "Consent[" + seller + "]";
    }
  }

  private record Code(String seller, String region, String redirect, Instant until) {}

  private final Ledger ledger;
  private final Settings settings;
  private final SandboxClock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Consent> consents = new LinkedHashMap<>();
  private final Set<String> revoked = new TreeSet<>();
  private final Map<String, Code> codes = new HashMap<>();

  /** Reads what was; before the ledger is told that all is loaded. */
  AmazonConsents(Ledger ledger, Settings settings, SandboxClock clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
    ledger.each("amazon-consent", (id, json) -> consents.put(id, Json.as(json, Consent.class)));
    ledger.each("amazon-revoked", (id, json) -> revoked.add(id));
  }

  synchronized String code(String seller, String region, String redirect) {
    String code = "ANcode" + fresh();
    codes.put(code, new Code(seller, region, redirect, clock.now().plus(CODE_LASTS)));
    return code;
  }

  /** Exchanges a code for the refresh token of a new consent. */
  synchronized Optional<Consent> exchange(String code, String redirect) {
    Code known = codes.remove(code);
    if (known == null
        || !known.redirect().equals(redirect)
        || !clock.now().isBefore(known.until())) {
      return Optional.empty();
    }
    revoked.remove(known.seller());
    ledger.remove("amazon-revoked", known.seller());
    Consent made =
        new Consent(
            known.seller(), known.region(), "Atzr|" + fresh(), clock.now().plus(CONSENT_LASTS), 0);
    keep(made);
    return Optional.of(made);
  }

  /** The account behind a refresh token; counts that it was used. */
  synchronized Optional<Settings.Seller> refreshed(String token) {
    Optional<Consent> found =
        consents.values().stream()
            .filter(c -> c.refreshToken().equals(token) && clock.now().isBefore(c.until()))
            .findFirst();
    if (found.isPresent()) {
      Consent c = found.get();
      keep(new Consent(c.seller(), c.region(), c.refreshToken(), c.until(), c.refreshes() + 1));
      return settings.seller(c.seller());
    }
    return settings.sellers().stream()
        .filter(seller -> token.equals(seller.refreshToken()))
        .filter(seller -> !revoked.contains(seller.id()))
        .findFirst();
  }

  /** The seller has taken the consent back, at Amazon. */
  synchronized void revoke(String seller) {
    revoked.add(seller);
    ledger.put("amazon-revoked", seller, true);
    consents.remove(seller);
    ledger.remove("amazon-consent", seller);
  }

  /** The consent ends at once, as it would after 365 days. */
  synchronized void expire(String seller) {
    Consent c = consents.get(seller);
    if (c == null) {
      revoked.add(seller);
      ledger.put("amazon-revoked", seller, true);
    } else {
      keep(new Consent(c.seller(), c.region(), c.refreshToken(), clock.now(), c.refreshes()));
    }
  }

  synchronized Optional<Consent> consent(String seller) {
    return Optional.ofNullable(consents.get(seller));
  }

  synchronized boolean isRevoked(String seller) {
    return revoked.contains(seller);
  }

  private void keep(Consent consent) {
    consents.put(consent.seller(), consent);
    ledger.put("amazon-consent", consent.seller(), consent);
  }

  private String fresh() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
