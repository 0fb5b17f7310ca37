package org.lockkeeper.compliance.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.kernel.SellerId;

/**
 * Closes files that wait for a short while: AES-256-GCM, bound to seller and file, so that one does
 * not open in another's place. The key is the one of shared tokens, in the secret store and in none
 * of the database's backups; losing it costs files that can be made again. Works in no transaction
 * of a seller, since the key is ours.
 */
@ApplicationScoped
public class SealedFiles {

  private static final byte FORM = 1;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LEAST = 1 + IV_BYTES + TAG_BITS / 8;

  private final TokenKeys keys;
  private final SecureRandom random;

  @Inject
  SealedFiles(TokenKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /** The file, closed. */
  public byte[] close(SellerId seller, UUID file, byte[] clear) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, keys.current(), iv, seller, file).doFinal(clear);
      return ByteBuffer.allocate(1 + IV_BYTES + closed.length)
          .put(FORM)
          .put(iv)
          .put(closed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a file cannot be closed", e);
    }
  }

  /** The file; empty if it was closed with a key that is gone, for another place, or changed. */
  public Optional<byte[]> open(SellerId seller, UUID file, byte[] closed) {
    if (closed.length < LEAST || closed[0] != FORM) {
      return Optional.empty();
    }
    return with(keys.all(), seller, file, closed)
        .or(() -> with(keys.again(), seller, file, closed));
  }

  private static Optional<byte[]> with(
      List<SecretKeySpec> keys, SellerId seller, UUID file, byte[] closed) {
    byte[] iv = Arrays.copyOfRange(closed, 1, 1 + IV_BYTES);
    return keys.stream().flatMap(key -> with(key, iv, seller, file, closed).stream()).findFirst();
  }

  private static Optional<byte[]> with(
      SecretKeySpec key, byte[] iv, SellerId seller, UUID file, byte[] closed) {
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key, iv, seller, file)
              .doFinal(closed, 1 + IV_BYTES, closed.length - 1 - IV_BYTES));
    } catch (GeneralSecurityException e) {
      // Closed with another key, or not here: whoever asks makes the file again.
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] iv, SellerId seller, UUID file)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(("file\n" + seller + "\n" + file).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
