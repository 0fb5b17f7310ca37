package org.lockkeeper.compliance.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * The key under which access tokens are shared: 32 random bytes in the secret store, made when
 * there is none, held by each node for an hour at most. Losing it costs renewals and nothing else.
 */
@ApplicationScoped
class TokenKeys {

  static final SecretRef REF = new SecretRef("app/lockkeeper/token-key");

  private static final Duration SPAN = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Actor ACTOR = new Actor.Task("token-key");
  private static final int BYTES = 32;

  private final SecretVault vault;
  private final SecureRandom random;
  private final Clock clock;
  private Loaded loaded = new Loaded(List.of(), Instant.MIN);

  @Inject
  TokenKeys(SecretVault vault, SecureRandom random, Clock clock) {
    this.vault = vault;
    this.random = random;
    this.clock = clock;
  }

  private record Loaded(List<SecretKeySpec> keys, Instant at) {
    boolean goodAt(Instant now, Duration span) {
      return !keys.isEmpty() && !now.isBefore(at) && now.isBefore(at.plus(span));
    }
  }

  /** The key for closing. */
  synchronized SecretKeySpec current() {
    return keys(SPAN).getFirst();
  }

  /** The keys with which something may have been closed; the one in use first. */
  synchronized List<SecretKeySpec> all() {
    return keys(SPAN);
  }

  /** The same, looked up again unless that was only just done. */
  synchronized List<SecretKeySpec> again() {
    return keys(AGAIN);
  }

  private List<SecretKeySpec> keys(Duration span) {
    Instant now = clock.instant();
    if (loaded.goodAt(now, span)) {
      return loaded.keys();
    }
    List<SecretKeySpec> keys = read();
    if (keys.isEmpty()) {
      byte[] fresh = new byte[BYTES];
      random.nextBytes(fresh);
      try (Secret value = new Secret(fresh)) {
        vault.store(SellerId.PLATFORM, REF, value, ACTOR);
      }
      keys = read();
    }
    if (keys.isEmpty()) {
      throw new IllegalStateException("the key of shared tokens is not kept");
    }
    loaded = new Loaded(List.copyOf(keys), now);
    return loaded.keys();
  }

  private List<SecretKeySpec> read() {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (SecretVault.Stage stage : List.of(SecretVault.Stage.CURRENT, SecretVault.Stage.PREVIOUS)) {
      Optional<Secret> found = vault.open(SellerId.PLATFORM, REF, stage, ACTOR, Purpose.API_CALL);
      if (found.isPresent()) {
        try (Secret open = found.get()) {
          keys.add(open.<SecretKeySpec>reveal(bytes -> new SecretKeySpec(bytes, "AES")));
        }
      }
    }
    return keys;
  }
}
