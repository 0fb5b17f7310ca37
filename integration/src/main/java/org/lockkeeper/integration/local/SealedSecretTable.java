package org.lockkeeper.integration.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.compliance.secrets.StoreName;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/**
 * Secrets in {@code credentials.sealed_secret}: AES-256-GCM under a key in a PKCS#12 file beside
 * the keystore, bound to seller and path, so that one put in another's place does not open.
 */
@ApplicationScoped
@StoreName("table")
class SealedSecretTable implements SecretStore {

  private static final String KEY = "secrets";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final Tenancy tenancy;
  private final Ids ids;
  private final Clock clock;
  private final SecureRandom random;
  private final KeystoreFile file;

  @Inject
  SealedSecretTable(Tenancy tenancy, Ids ids, Clock clock, SecureRandom random, Config config) {
    this(
        tenancy,
        ids,
        clock,
        random,
        config.getValue("lockkeeper.keystore.file", String.class),
        config.getValue("lockkeeper.keystore.password", String.class));
  }

  SealedSecretTable(
      Tenancy tenancy,
      Ids ids,
      Clock clock,
      SecureRandom random,
      String keystore,
      String password) {
    this.tenancy = tenancy;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
    this.file =
        new KeystoreFile(Path.of(keystore).resolveSibling("secrets.p12"), password.toCharArray());
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public List<SecretCare.Held> held(SellerId seller, SecretRef ref) {
    return tenancy
        .as(seller)
        .list(
            """
            select stage, version, written_at from credentials.sealed_secret
            where seller_id = ? and path = ? order by written_at desc, stage
            """,
            row ->
                new SecretCare.Held(
                    SecretVault.Stage.valueOf(row.getString("stage")),
                    Sql.uuid(row, "version").toString(),
                    Sql.instant(row, "written_at")),
            seller.value(),
            ref.path());
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<Secret> read(SellerId seller, SecretRef ref, String version) {
    return tenancy
        .as(seller)
        .first(
            """
            select sealed from credentials.sealed_secret
            where seller_id = ? and path = ? and version = ?
            """,
            row -> row.getBytes("sealed"),
            seller.value(),
            ref.path(),
            UUID.fromString(version))
        .map(bytes -> new Secret(open(seller, ref, bytes)));
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void write(SellerId seller, SecretRef ref, Secret value) {
    byte[] fresh = value.reveal(clear -> seal(seller, ref, clear));
    currentBecomesPrevious(seller, ref);
    insert(seller, ref, SecretVault.Stage.CURRENT, fresh);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void propose(SellerId seller, SecretRef ref, Secret value) {
    byte[] fresh = value.reveal(clear -> seal(seller, ref, clear));
    discard(seller, ref, SecretVault.Stage.PENDING);
    insert(seller, ref, SecretVault.Stage.PENDING, fresh);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void promote(SellerId seller, SecretRef ref) {
    boolean pending =
        held(seller, ref).stream().anyMatch(held -> held.stage() == SecretVault.Stage.PENDING);
    if (!pending) {
      throw new IllegalStateException("no version of the secret " + ref + " is pending");
    }
    currentBecomesPrevious(seller, ref);
    move(seller, ref, SecretVault.Stage.PENDING, SecretVault.Stage.CURRENT);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void discard(SellerId seller, SecretRef ref, SecretVault.Stage stage) {
    tenancy
        .as(seller)
        .run(
            "delete from credentials.sealed_secret where seller_id = ? and path = ? and stage = ?",
            seller.value(),
            ref.path(),
            stage);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void destroy(SellerId seller, SecretRef ref) {
    tenancy
        .as(seller)
        .run(
            "delete from credentials.sealed_secret where seller_id = ? and path = ?",
            seller.value(),
            ref.path());
  }

  private void currentBecomesPrevious(SellerId seller, SecretRef ref) {
    boolean current =
        held(seller, ref).stream().anyMatch(held -> held.stage() == SecretVault.Stage.CURRENT);
    if (current) {
      discard(seller, ref, SecretVault.Stage.PREVIOUS);
      move(seller, ref, SecretVault.Stage.CURRENT, SecretVault.Stage.PREVIOUS);
    }
  }

  private void move(SellerId seller, SecretRef ref, SecretVault.Stage from, SecretVault.Stage to) {
    tenancy
        .as(seller)
        .run(
            """
            update credentials.sealed_secret set stage = ?
            where seller_id = ? and path = ? and stage = ?
            """,
            to,
            seller.value(),
            ref.path(),
            from);
  }

  private void insert(SellerId seller, SecretRef ref, SecretVault.Stage stage, byte[] fresh) {
    tenancy
        .as(seller)
        .run(
            """
            insert into credentials.sealed_secret
              (seller_id, path, stage, version, sealed, written_at)
            values (?, ?, ?, ?, ?, ?)
            """,
            seller.value(),
            ref.path(),
            stage,
            ids.next(),
            fresh,
            clock.instant());
  }

  private byte[] seal(SellerId seller, SecretRef ref, byte[] clear) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] closed = cipher(Cipher.ENCRYPT_MODE, seller, ref, iv, clear);
    return ByteBuffer.allocate(iv.length + closed.length).put(iv).put(closed).array();
  }

  private byte[] open(SellerId seller, SecretRef ref, byte[] bytes) {
    return cipher(
        Cipher.DECRYPT_MODE,
        seller,
        ref,
        Arrays.copyOf(bytes, IV_BYTES),
        Arrays.copyOfRange(bytes, IV_BYTES, bytes.length));
  }

  private byte[] cipher(int mode, SellerId seller, SecretRef ref, byte[] iv, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD((seller + "\n" + ref.path()).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (AEADBadTagException e) {
      throw new Misplaced(ref, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the secret " + ref + " cannot be sealed or opened", e);
    }
  }

  private SecretKey key() {
    try {
      KeystoreFile.Entry entry = file.read().get(KEY);
      if (entry == null) {
        entry = file.change(this::withKey).get(KEY);
      }
      return Optional.ofNullable(entry).orElseThrow().key();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the key of the sealed secrets cannot be read", e);
    }
  }

  private Map<String, KeystoreFile.Entry> withKey(Map<String, KeystoreFile.Entry> keys) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    keys.putIfAbsent(
        KEY,
        new KeystoreFile.Entry(
            KeystoreFile.Standing.ENABLED, Optional.empty(), new SecretKeySpec(bytes, "AES")));
    return keys;
  }
}
