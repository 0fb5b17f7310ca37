package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * The keys with which platforms sign what they send: that of the secret in use and, until its
 * overlap ends to the instant, that of the former one. Held as keys for five minutes at most, so
 * that a flood of messages is not a flood of secret reads; read again, and audited, after that. A
 * rotation on any node is seen within two seconds.
 */
@Workflow
public class ApplicationKeys {

  private static final Duration SPAN = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Actor READER = new Actor.Task("webhook-check");
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretVault vault;
  private final FindApplicationSecret find;
  private final Clock clock;
  private final Map<Platform, Held> held = new ConcurrentHashMap<>();

  @Inject
  public ApplicationKeys(SecretVault vault, FindApplicationSecret find, Clock clock) {
    this.vault = vault;
    this.find = find;
    this.clock = clock;
  }

  private record Held(
      Optional<SecretKeySpec> current,
      Optional<SecretKeySpec> previous,
      Optional<Instant> previousUntil,
      int revision,
      Instant readAt,
      Instant lookedAt) {

    boolean within(Instant since, Instant now, Duration span) {
      return !now.isBefore(since) && now.isBefore(since.plus(span));
    }

    Held lookedAt(Instant now) {
      return new Held(current, previous, previousUntil, revision, readAt, now);
    }
  }

  /**
   * The HMAC-SHA-256 of the parts, one after the other, under each key that is good now; to be
   * compared in constant time with all of them.
   */
  public List<byte[]> digests(Platform platform, byte[]... parts) {
    Instant now = clock.instant();
    Held keys = keys(platform, now);
    List<byte[]> digests = new ArrayList<>();
    keys.current().ifPresent(key -> digests.add(digest(key, parts)));
    if (keys.previousUntil().filter(now::isBefore).isPresent()) {
      keys.previous().ifPresent(key -> digests.add(digest(key, parts)));
    }
    return digests;
  }

  private static byte[] digest(SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private Held keys(Platform platform, Instant now) {
    Held known = held.get(platform);
    if (known != null
        && known.within(known.lookedAt(), now, LOOK_EVERY)
        && known.within(known.readAt(), now, SPAN)) {
      return known;
    }
    return held.compute(platform, (p, latest) -> look(platform, latest, now));
  }

  private Held look(Platform platform, @Nullable Held latest, Instant now) {
    ApplicationSecret.Snapshot secret = find.of(platform);
    if (latest != null
        && latest.revision() == secret.revision()
        && latest.within(latest.readAt(), now, SPAN)) {
      return latest.lookedAt(now);
    }
    Optional<Instant> previousUntil = secret.state().previousUntil();
    return new Held(
        key(secret, SecretVault.Stage.CURRENT),
        previousUntil.filter(now::isBefore).isPresent()
            ? key(secret, SecretVault.Stage.PREVIOUS)
            : Optional.empty(),
        previousUntil,
        secret.revision(),
        now,
        now);
  }

  private Optional<SecretKeySpec> key(ApplicationSecret.Snapshot secret, SecretVault.Stage stage) {
    return vault
        .open(SellerId.PLATFORM, secret.ref(), stage, READER, Purpose.WEBHOOK_CHECK)
        .map(
            opened -> {
              try (Secret open = opened) {
                return open.<SecretKeySpec>reveal(bytes -> new SecretKeySpec(bytes, ALGORITHM));
              }
            });
  }
}
