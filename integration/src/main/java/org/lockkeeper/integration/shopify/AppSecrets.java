package org.lockkeeper.integration.shopify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * The keys of the app's webhook signatures: the current one and, while it overlaps, the previous.
 * Held as keys for at most five minutes of the product's clock, so that a flood of webhooks is not
 * a flood of secret reads; read again, and audited, after that.
 */
@ApplicationScoped
class AppSecrets {

  private static final Duration SPAN = Duration.ofMinutes(5);
  private static final SecretRef REF = SecretRef.appSecret("shopify");
  private static final Actor READER = new Actor.Task("webhook-check");

  private final SecretVault vault;
  private final Clock clock;
  private volatile Held held = new Held(List.of(), Instant.MIN);

  @Inject
  AppSecrets(SecretVault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  private record Held(List<SecretKeySpec> keys, Instant until) {}

  /** The digests of the body, one for each key that is good. */
  List<byte[]> digests(byte[] body) {
    List<byte[]> digests = new ArrayList<>();
    for (SecretKeySpec key : keys()) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        digests.add(mac.doFinal(body));
      } catch (NoSuchAlgorithmException | InvalidKeyException e) {
        throw new IllegalStateException("every Java platform has HmacSHA256", e);
      }
    }
    return digests;
  }

  private List<SecretKeySpec> keys() {
    Held now = held;
    Instant instant = clock.instant();
    if (good(now, instant)) {
      return now.keys();
    }
    synchronized (this) {
      if (good(held, instant)) {
        return held.keys();
      }
      List<SecretKeySpec> keys = new ArrayList<>();
      for (SecretVault.Stage stage :
          List.of(SecretVault.Stage.CURRENT, SecretVault.Stage.PREVIOUS)) {
        vault
            .open(SellerId.PLATFORM, REF, stage, READER, Purpose.WEBHOOK_CHECK)
            .ifPresent(
                secret -> {
                  try (Secret open = secret) {
                    keys.add(open.reveal(bytes -> new SecretKeySpec(bytes, "HmacSHA256")));
                  }
                });
      }
      held = new Held(List.copyOf(keys), instant.plus(SPAN));
      return keys;
    }
  }

  private static boolean good(Held held, Instant now) {
    return now.isBefore(held.until()) && now.isAfter(held.until().minus(SPAN.plusSeconds(1)));
  }
}
