package org.lockkeeper.compliance.encryption;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A custodian in memory that keeps the contract, counts its calls and can be taken down. */
final class FakeKeyCustodian implements KeyCustodian {

  enum Weather {
    FINE,
    DOWN,
    THROTTLED
  }

  private record Held(SecretKey key, State state) {}

  private final Clock clock;
  private final SecureRandom random;
  private final Map<CustodianKeyId, Held> keys = new ConcurrentHashMap<>();

  volatile Weather weather = Weather.FINE;

  /** Calls of create, generate and unwrap, served or not. */
  final AtomicInteger calls = new AtomicInteger();

  /** Counted down by each call that has begun. */
  volatile CountDownLatch begun = new CountDownLatch(0);

  /** Calls wait for it. */
  volatile CountDownLatch mayEnd = new CountDownLatch(0);

  FakeKeyCustodian(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public CustodianKeyId create(Cohort cohort) {
    called("create");
    CustodianKeyId id = new CustodianKeyId("fake:" + cohort);
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    keys.putIfAbsent(id, new Held(new SecretKeySpec(bytes, "AES"), new State.Enabled()));
    if (state(id) instanceof State.Destroyed) {
      throw new KeyUnusable(id);
    }
    return id;
  }

  @Override
  public DataKey generate(CustodianKeyId key, Map<String, String> context) {
    called("generate");
    SecretKey held = enabled(key);
    byte[] clear = new byte[32];
    byte[] iv = new byte[12];
    random.nextBytes(clear);
    random.nextBytes(iv);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, held, new GCMParameterSpec(128, iv));
      cipher.updateAAD(aad(context));
      byte[] wrapped = Arrays.copyOf(iv, 60);
      cipher.doFinal(clear, 0, 32, wrapped, 12);
      return new DataKey(clear, new Opaque(wrapped));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] unwrap(CustodianKeyId key, Opaque wrapped, Map<String, String> context) {
    called("unwrap");
    SecretKey held = enabled(key);
    byte[] bytes = wrapped.bytes();
    if (bytes.length != 60) {
      throw new WrongContext(key);
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, held, new GCMParameterSpec(128, bytes, 0, 12));
      cipher.updateAAD(aad(context));
      return cipher.doFinal(bytes, 12, 48);
    } catch (AEADBadTagException e) {
      throw new WrongContext(key, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void disable(CustodianKeyId key) {
    reachable("disable");
    keys.computeIfPresent(
        key,
        (id, held) ->
            held.state() instanceof State.Enabled
                ? new Held(held.key(), new State.Disabled())
                : held);
  }

  @Override
  public Instant scheduleDeletion(CustodianKeyId key, int pendingDays) {
    reachable("scheduleDeletion");
    if (pendingDays < 7 || pendingDays > 30) {
      throw new IllegalArgumentException("a key waits 7 to 30 days for its deletion");
    }
    if (state(key) instanceof State.PendingDeletion pending) {
      return pending.at();
    }
    Instant at = clock.instant().plus(Duration.ofDays(pendingDays));
    keys.computeIfPresent(key, (id, held) -> new Held(held.key(), new State.PendingDeletion(at)));
    return at;
  }

  @Override
  public State state(CustodianKeyId key) {
    reachable("state");
    Held held = keys.get(key);
    if (held == null) {
      return new State.Destroyed();
    }
    return held.state() instanceof State.PendingDeletion pending
            && !clock.instant().isBefore(pending.at())
        ? new State.Destroyed()
        : held.state();
  }

  private void called(String operation) {
    calls.incrementAndGet();
    begun.countDown();
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(operation, false, e);
    }
    reachable(operation);
  }

  private void reachable(String operation) {
    if (weather != Weather.FINE) {
      throw new Unavailable(operation, weather == Weather.THROTTLED);
    }
  }

  private SecretKey enabled(CustodianKeyId key) {
    Held held = keys.get(key);
    if (held == null || !(state(key) instanceof State.Enabled)) {
      throw new KeyUnusable(key);
    }
    return held.key();
  }

  private static byte[] aad(Map<String, String> context) {
    return LengthPrefixed.ofTexts(
        new TreeMap<>(context)
            .entrySet().stream()
                .flatMap(part -> Stream.of(part.getKey(), part.getValue()))
                .map(Optional::of)
                .toList());
  }
}
