package org.lockkeeper.compliance.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * Closes files of ours that are kept for years: AES-256-GCM, bound to the file, under a key of the
 * year in which it was closed. The key is in the secret store as {@code app/lockkeeper/file-key-}
 * and the year, made when there is none, held by each node for an hour at most; each year stays, so
 * that what was closed with it opens. The year and the key's mark stand before the
 * bytes, so no key is tried. Works in no transaction of the caller's.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class KeptFiles {

  private static final String REF = "app/lockkeeper/file-key-";
  private static final Duration SPAN = Duration.ofHours(1);
  private static final Actor ACTOR = new Actor.Task("file-key");
  private static final int KEY_BYTES = 32;
  private static final int MARK_BYTES = 8;
  private static final byte FORM = 1;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD = 1 + 2 + MARK_BYTES + IV_BYTES;

  private final SecretVault vault;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<Integer, Loaded> loaded = new HashMap<>();

  @Inject
  public KeptFiles(SecretVault vault, SecureRandom random, Clock clock) {
    this.vault = vault;
    this.random = random;
    this.clock = clock;
  }

  /** A key with its mark: the first bytes of its digest. */
  private record Key(String mark, SecretKeySpec key) {}

  private record Loaded(List<Key> keys, Instant at) {}

  /** The file, closed. */
  public byte[] close(UUID file, byte[] clear) {
    int year = clock.instant().atZone(ZoneOffset.UTC).getYear();
    Key key = ofThisYear(year);
    byte[] head = head(year, key);
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, key, head, file).doFinal(clear);
      return ByteBuffer.allocate(HEAD + closed.length).put(head).put(closed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a file cannot be closed", e);
    }
  }

  private byte[] head(int year, Key key) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    return ByteBuffer.allocate(HEAD)
        .put(FORM)
        .putShort((short) year)
        .put(HexFormat.of().parseHex(key.mark()))
        .put(iv)
        .array();
  }

  /** The file; empty if its key is gone, or if it was closed for another place, or changed. */
  public Optional<byte[]> open(UUID file, byte[] closed) {
    if (closed.length < HEAD + TAG_BITS / 8 || closed[0] != FORM) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(closed, HEAD);
    int year = ByteBuffer.wrap(head).getShort(1);
    String mark = HexFormat.of().formatHex(head, 3, 3 + MARK_BYTES);
    Optional<Key> key = marked(keys(year, false), mark).or(() -> marked(keys(year, true), mark));
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key.get(), head, file)
              .doFinal(closed, HEAD, closed.length - HEAD));
    } catch (GeneralSecurityException e) {
      // Not closed for this place, or changed since: whoever asks says that the file is lost.
      return Optional.empty();
    }
  }

  private static Optional<Key> marked(List<Key> keys, String mark) {
    return keys.stream().filter(key -> key.mark().equals(mark)).findFirst();
  }

  private static Cipher cipher(int mode, Key key, byte[] head, UUID file)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, head, HEAD - IV_BYTES, IV_BYTES));
    cipher.updateAAD(("kept-file\n" + file + "\n").getBytes(StandardCharsets.UTF_8));
    cipher.updateAAD(head, 0, HEAD - IV_BYTES);
    return cipher;
  }

  private synchronized Key ofThisYear(int year) {
    List<Key> keys = keys(year, false);
    if (keys.isEmpty()) {
      byte[] fresh = new byte[KEY_BYTES];
      random.nextBytes(fresh);
      try (Secret value = new Secret(fresh)) {
        vault.store(SellerId.PLATFORM, ref(year), value, ACTOR);
      }
      keys = keys(year, true);
    }
    if (keys.isEmpty()) {
      throw new IllegalStateException("the key of kept files is not kept");
    }
    return keys.getFirst();
  }

  private static SecretRef ref(int year) {
    return new SecretRef(REF + year);
  }

  /** The keys of a year, the one in use first. */
  private synchronized List<Key> keys(int year, boolean anew) {
    Instant now = clock.instant();
    Loaded known = loaded.get(year);
    if (known != null
        && !anew
        && !known.keys().isEmpty()
        && !now.isBefore(known.at())
        && now.isBefore(known.at().plus(SPAN))) {
      return known.keys();
    }
    List<Key> keys = new ArrayList<>();
    for (SecretVault.Stage stage : List.of(SecretVault.Stage.CURRENT, SecretVault.Stage.PREVIOUS)) {
      Optional<Secret> found =
          vault.open(SellerId.PLATFORM, ref(year), stage, ACTOR, Purpose.API_CALL);
      if (found.isPresent()) {
        try (Secret open = found.get()) {
          keys.add(open.<Key>reveal(KeptFiles::key));
        }
      }
    }
    loaded.put(year, new Loaded(List.copyOf(keys), now));
    return keys;
  }

  private static Key key(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Key(
          HexFormat.of().formatHex(digest, 0, MARK_BYTES), new SecretKeySpec(bytes, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
