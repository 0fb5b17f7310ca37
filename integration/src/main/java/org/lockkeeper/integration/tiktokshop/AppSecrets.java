package org.lockkeeper.integration.tiktokshop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * The app's secret: the current one signs requests, and while it overlaps the previous one still
 * proves webhooks. Held for at most five minutes of the product's clock, so that a flood of
 * webhooks is not a flood of secret reads; read again, and audited, after that.
 */
@ApplicationScoped
class AppSecrets {

  private static final Duration SPAN = Duration.ofMinutes(5);
  private static final SecretRef REF = SecretRef.appSecret("tiktokshop");
  private static final Actor READER = new Actor.Task("tiktokshop.signature");

  private final SecretVault vault;
  private final Clock clock;
  private volatile Held held = Held.NOTHING;

  @Inject
  AppSecrets(SecretVault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  private record Held(
      Optional<SecretKeySpec> current, Optional<SecretKeySpec> previous, Instant until) {

    private static final Held NOTHING = new Held(Optional.empty(), Optional.empty(), Instant.MIN);

    @Override
    public String toString() {
      return "Held[withheld]";
    }
  }

  /** The digests of two parts in a row, one for each secret that is good. */
  List<byte[]> digests(byte[] first, byte[] second) {
    Held now = held();
    List<byte[]> digests = new ArrayList<>();
    for (Optional<SecretKeySpec> key : List.of(now.current(), now.previous())) {
      if (key.isPresent()) {
        Mac mac = RequestSignature.mac(key.get());
        mac.update(first);
        digests.add(mac.doFinal(second));
      }
    }
    return digests;
  }

  /**
   * Signs a request with the current secret.
   *
   * @throws PlatformTrouble {@code REFUSED} if there is none
   */
  String sign(String operation, String path, Map<String, String> query, String body) {
    SecretKeySpec key =
        held()
            .current()
            .orElseThrow(() -> new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED));
    return RequestSignature.of(key.getEncoded(), path, query, body);
  }

  /**
   * The current secret, to be shown to TikTok.
   *
   * @throws PlatformTrouble {@code REFUSED} if there is none
   */
  Secret current(String operation) {
    return vault
        .open(
            SellerId.PLATFORM,
            REF,
            SecretVault.Stage.CURRENT,
            new Actor.Task(operation),
            Purpose.API_CALL)
        .orElseThrow(() -> new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED));
  }

  /** Forgets what TikTok did not take: it may have been replaced on another node. */
  void refused() {
    held = Held.NOTHING;
  }

  private Held held() {
    Held now = held;
    Instant instant = clock.instant();
    if (good(now, instant)) {
      return now;
    }
    synchronized (this) {
      if (!good(held, instant)) {
        held =
            new Held(
                key(SecretVault.Stage.CURRENT),
                key(SecretVault.Stage.PREVIOUS),
                instant.plus(SPAN));
      }
      return held;
    }
  }

  private Optional<SecretKeySpec> key(SecretVault.Stage stage) {
    return vault
        .open(SellerId.PLATFORM, REF, stage, READER, Purpose.WEBHOOK_CHECK)
        .map(
            secret -> {
              try (Secret open = secret) {
                return open.reveal(bytes -> new SecretKeySpec(bytes, "HmacSHA256"));
              }
            });
  }

  private static boolean good(Held held, Instant now) {
    return now.isBefore(held.until()) && now.isAfter(held.until().minus(SPAN.plusSeconds(1)));
  }
}
