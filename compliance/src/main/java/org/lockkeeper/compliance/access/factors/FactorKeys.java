package org.lockkeeper.compliance.access.factors;

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
import org.lockkeeper.kernel.Workflow;

/**
 * The key under which the secrets of apps are kept: 32 random bytes in the secret store, made when
 * there is none, held by each node for an hour at most. Without it the codes of apps do not open
 * the product, and passkeys and recovery codes still do.
 */
@Workflow
class FactorKeys {

  static final SecretRef REF = new SecretRef("app/lockkeeper/factor-key");

  private static final Duration SPAN = Duration.ofHours(1);
  private static final Actor ACTOR = new Actor.Task("factor-key");
  private static final int BYTES = 32;

  private final SecretVault vault;
  private final SecureRandom random;
  private final Clock clock;
  private Loaded loaded = new Loaded(List.of(), Instant.MIN);

  @Inject
  FactorKeys(SecretVault vault, SecureRandom random, Clock clock) {
    this.vault = vault;
    this.random = random;
    this.clock = clock;
  }

  private record Loaded(List<SecretKeySpec> keys, Instant at) {
    boolean goodAt(Instant now) {
      return !keys.isEmpty() && !now.isBefore(at) && now.isBefore(at.plus(SPAN));
    }
  }

  /** The keys with which something may have been closed; the one in use first. */
  synchronized List<SecretKeySpec> all() {
    return loaded.goodAt(clock.instant()) ? loaded.keys() : again();
  }

  /** The same, looked up again. */
  synchronized List<SecretKeySpec> again() {
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
      throw new IllegalStateException("the key of second factors is not kept");
    }
    loaded = new Loaded(List.copyOf(keys), clock.instant());
    return loaded.keys();
  }

  private List<SecretKeySpec> read() {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (SecretVault.Stage stage : List.of(SecretVault.Stage.CURRENT, SecretVault.Stage.PREVIOUS)) {
      Optional<Secret> found = vault.open(SellerId.PLATFORM, REF, stage, ACTOR, Purpose.SIGN_IN);
      if (found.isPresent()) {
        try (Secret open = found.get()) {
          keys.add(open.<SecretKeySpec>reveal(bytes -> new SecretKeySpec(bytes, "AES")));
        }
      }
    }
    return keys;
  }
}
