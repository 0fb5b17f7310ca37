package org.lockkeeper.integration.local;

import static java.lang.System.Logger.Level.INFO;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.CustodianKeyId;
import org.lockkeeper.compliance.encryption.CustodianName;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.local.KeystoreFile.Entry;
import org.lockkeeper.integration.local.KeystoreFile.Standing;

/**
 * Holds the cohort keys in a PKCS#12 file, for an installation on one machine and for tests. A
 * wrapped key is 12 bytes of IV, 32 of ciphertext and 16 of tag: AES-256-GCM with the context,
 * ordered by name and each part after its length, as the additional data.
 *
 * <p>A key whose deletion is due is gone from that instant on by the product's clock: the entry is
 * overwritten in the next file by random bytes, so that its name stays known. What a backup of the
 * file holds is not in our hands; that is why production uses a key service.
 */
@ApplicationScoped
@CustodianName("keystore")
class KeystoreKeyCustodian implements KeyCustodian {

  private static final System.Logger LOG = System.getLogger(KeystoreKeyCustodian.class.getName());

  private static final String PREFIX = "keystore:";
  private static final int KEY = 32;
  private static final int IV = 12;
  private static final int TAG = 16;

  private final KeystoreFile file;
  private final Clock clock;
  private final SecureRandom random;

  @Inject
  KeystoreKeyCustodian(Config config, Clock clock, SecureRandom random) {
    this(
        Path.of(config.getValue("lockkeeper.keystore.file", String.class)),
        config.getValue("lockkeeper.keystore.password", String.class).toCharArray(),
        clock,
        random);
  }

  KeystoreKeyCustodian(Path file, char[] password, Clock clock, SecureRandom random) {
    if (password.length == 0) {
      throw new IllegalArgumentException("lockkeeper.keystore.password is empty");
    }
    this.file = new KeystoreFile(file, password);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public CustodianKeyId create(Cohort cohort) {
    String name = cohort.toString().toLowerCase(Locale.ROOT);
    CustodianKeyId id = new CustodianKeyId(PREFIX + cohort);
    Optional<Entry> known = find("create", name);
    if (known.isEmpty()) {
      known =
          Optional.ofNullable(
              change(
                      "create",
                      entries -> {
                        entries.computeIfAbsent(
                            name, n -> fresh(Standing.ENABLED, Optional.empty()));
                        return entries;
                      })
                  .get(name));
    }
    if (known.isEmpty() || known.get().standing() == Standing.DESTROYED) {
      throw new KeyUnusable(id);
    }
    return id;
  }

  @Override
  public DataKey generate(CustodianKeyId key, Map<String, String> context) {
    if (context.isEmpty()) {
      throw new IllegalArgumentException("a data key is bound to a context");
    }
    SecretKey cohortKey = enabled("generate", key);
    byte[] clear = new byte[KEY];
    byte[] wrapped = new byte[IV + KEY + TAG];
    byte[] iv = new byte[IV];
    random.nextBytes(clear);
    random.nextBytes(iv);
    System.arraycopy(iv, 0, wrapped, 0, IV);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, cohortKey, iv, context);
      cipher.doFinal(clear, 0, KEY, wrapped, IV);
      return new DataKey(clear, new Opaque(wrapped));
    } catch (GeneralSecurityException e) {
      Arrays.fill(clear, (byte) 0);
      throw new IllegalStateException("cannot wrap a data key", e);
    }
  }

  @Override
  public byte[] unwrap(CustodianKeyId key, Opaque wrapped, Map<String, String> context) {
    SecretKey cohortKey = enabled("unwrap", key);
    byte[] bytes = wrapped.bytes();
    if (bytes.length != IV + KEY + TAG) {
      throw new WrongContext(key);
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, cohortKey, Arrays.copyOf(bytes, IV), context);
      return cipher.doFinal(bytes, IV, KEY + TAG);
    } catch (AEADBadTagException e) {
      throw new WrongContext(key, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot unwrap a data key", e);
    }
  }

  @Override
  public void disable(CustodianKeyId key) {
    String name = name(key);
    change(
        "disable",
        entries -> {
          entries.computeIfPresent(
              name,
              (n, entry) ->
                  entry.standing() == Standing.ENABLED
                      ? new Entry(Standing.DISABLED, Optional.empty(), entry.key())
                      : entry);
          return entries;
        });
    LOG.log(INFO, "custodian.key-disabled key={0}", key);
  }

  @Override
  public Instant scheduleDeletion(CustodianKeyId key, int pendingDays) {
    if (pendingDays < 7 || pendingDays > 30) {
      throw new IllegalArgumentException("a key waits 7 to 30 days for its deletion");
    }
    String name = name(key);
    Instant now = clock.instant();
    // Whole seconds, not sooner: the file keeps seconds.
    Instant at = Instant.ofEpochSecond(now.plus(Duration.ofDays(pendingDays)).getEpochSecond() + 1);
    Optional<Entry> scheduled =
        Optional.ofNullable(
            change(
                    "scheduleDeletion",
                    entries -> {
                      entries.computeIfPresent(
                          name,
                          (n, entry) ->
                              switch (entry.standing()) {
                                case ENABLED, DISABLED ->
                                    new Entry(Standing.PENDING, Optional.of(at), entry.key());
                                case PENDING, DESTROYED -> entry;
                              });
                      return entries;
                    })
                .get(name));
    LOG.log(INFO, "custodian.key-deletion-scheduled key={0}", key);
    return scheduled
        .filter(entry -> entry.standing() == Standing.PENDING)
        .flatMap(Entry::deletionAt)
        .orElse(now);
  }

  @Override
  public State state(CustodianKeyId key) {
    return find("state", name(key))
        .map(
            entry ->
                switch (entry.standing()) {
                  case ENABLED -> new State.Enabled();
                  case DISABLED -> new State.Disabled();
                  case PENDING -> new State.PendingDeletion(entry.deletionAt().orElse(Instant.MAX));
                  case DESTROYED -> new State.Destroyed();
                })
        .orElseGet(State.Destroyed::new);
  }

  private SecretKey enabled(String operation, CustodianKeyId key) {
    return find(operation, name(key))
        .filter(entry -> entry.standing() == Standing.ENABLED)
        .map(Entry::key)
        .orElseThrow(() -> new KeyUnusable(key));
  }

  private Optional<Entry> find(String operation, String name) {
    try {
      Map<String, Entry> entries = file.read();
      Instant now = clock.instant();
      if (entries.values().stream().anyMatch(entry -> isDue(entry, now))) {
        entries = change(operation, same -> same);
      }
      return Optional.ofNullable(entries.get(name));
    } catch (IOException | GeneralSecurityException e) {
      throw new Unavailable(operation, false, e);
    }
  }

  /** Changes the file, and removes what is due on the way. */
  private Map<String, Entry> change(String operation, UnaryOperator<Map<String, Entry>> change) {
    Instant now = clock.instant();
    try {
      return file.change(
          entries -> {
            entries.replaceAll(
                (name, entry) ->
                    isDue(entry, now) ? fresh(Standing.DESTROYED, entry.deletionAt()) : entry);
            return change.apply(entries);
          });
    } catch (IOException | GeneralSecurityException e) {
      throw new Unavailable(operation, false, e);
    }
  }

  private Entry fresh(Standing standing, Optional<Instant> deletionAt) {
    byte[] bytes = new byte[KEY];
    random.nextBytes(bytes);
    Entry entry = new Entry(standing, deletionAt, new SecretKeySpec(bytes, "AES"));
    Arrays.fill(bytes, (byte) 0);
    return entry;
  }

  private static boolean isDue(Entry entry, Instant now) {
    return entry.standing() == Standing.PENDING
        && entry.deletionAt().filter(at -> !now.isBefore(at)).isPresent();
  }

  private static String name(CustodianKeyId key) {
    return key.value().startsWith(PREFIX)
        ? key.value().substring(PREFIX.length()).toLowerCase(Locale.ROOT)
        : "";
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] iv, Map<String, String> context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, iv));
    cipher.updateAAD(canonical(context));
    return cipher;
  }

  private static byte[] canonical(Map<String, String> context) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, String> part : new TreeMap<>(context).entrySet()) {
        out.writeUTF(part.getKey());
        out.writeUTF(part.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory does not take bytes", e);
    }
    return bytes.toByteArray();
  }
}
