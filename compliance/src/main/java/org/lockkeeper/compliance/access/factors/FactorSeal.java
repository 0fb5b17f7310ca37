package org.lockkeeper.compliance.access.factors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.kernel.SellerId;

/**
 * Closes the secrets of apps: AES-256-GCM, bound to seller, account and factor, so that one does
 * not open in another's place. The first byte names the form.
 */
@ApplicationScoped
class FactorSeal {

  private static final byte FORM = 1;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LEAST = 1 + IV_BYTES + TAG_BITS / 8;

  private final FactorKeys keys;
  private final SecureRandom random;

  @Inject
  FactorSeal(FactorKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  String close(SellerId seller, UUID account, UUID factor, Secret secret) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    SecretKeySpec key = keys.all().getFirst();
    byte[] closed =
        secret.<byte[]>reveal(
            bytes -> {
              try {
                return cipher(Cipher.ENCRYPT_MODE, key, iv, aad(seller, account, factor))
                    .doFinal(bytes);
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a secret cannot be closed", e);
              }
            });
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(1 + IV_BYTES + closed.length)
                .put(FORM)
                .put(iv)
                .put(closed)
                .array());
  }

  /** The secret; empty if it was closed with a key that is gone, or for another place. */
  Optional<Secret> open(SellerId seller, UUID account, UUID factor, String text) {
    byte[] closed = Base64.getDecoder().decode(text);
    if (closed.length < LEAST || closed[0] != FORM) {
      return Optional.empty();
    }
    byte[] aad = aad(seller, account, factor);
    return with(keys.all(), closed, aad).or(() -> with(keys.again(), closed, aad));
  }

  private static Optional<Secret> with(List<SecretKeySpec> keys, byte[] closed, byte[] aad) {
    return keys.stream().flatMap(key -> with(key, closed, aad).stream()).findFirst();
  }

  private static Optional<Secret> with(SecretKeySpec key, byte[] closed, byte[] aad) {
    byte[] iv = new byte[IV_BYTES];
    System.arraycopy(closed, 1, iv, 0, IV_BYTES);
    try {
      return Optional.of(
          new Secret(
              cipher(Cipher.DECRYPT_MODE, key, iv, aad)
                  .doFinal(closed, 1 + IV_BYTES, closed.length - 1 - IV_BYTES)));
    } catch (GeneralSecurityException e) {
      // Closed with another key, or not here: whoever asks has a way without it.
      return Optional.empty();
    }
  }

  private static byte[] aad(SellerId seller, UUID account, UUID factor) {
    return ("factor\n" + seller + "\n" + account + "\n" + factor).getBytes(StandardCharsets.UTF_8);
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] iv, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(aad);
    return cipher;
  }
}
