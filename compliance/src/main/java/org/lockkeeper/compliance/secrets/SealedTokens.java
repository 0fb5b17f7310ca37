package org.lockkeeper.compliance.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.TokenSeal;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** AES-256-GCM, bound to seller, connection and version. The first byte names the form. */
@ApplicationScoped
public class SealedTokens implements TokenSeal {

  private static final byte FORM = 1;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LEAST = 1 + IV_BYTES + TAG_BITS / 8;

  private final TokenKeys keys;
  private final SecureRandom random;

  @Inject
  SealedTokens(TokenKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  @Override
  public String seal(SellerId seller, ConnectionId connection, int version, Secret token) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    SecretKeySpec key = keys.current();
    byte[] closed =
        token.<byte[]>reveal(
            bytes -> {
              try {
                return cipher(Cipher.ENCRYPT_MODE, key, iv, seller, connection, version)
                    .doFinal(bytes);
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a token cannot be closed", e);
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

  @Override
  public Optional<Secret> open(SellerId seller, ConnectionId connection, int version, String text) {
    byte[] closed = Base64.getDecoder().decode(text);
    if (closed.length < LEAST || closed[0] != FORM) {
      return Optional.empty();
    }
    return with(keys.all(), seller, connection, version, closed)
        .or(() -> with(keys.again(), seller, connection, version, closed));
  }

  private static Optional<Secret> with(
      List<SecretKeySpec> keys,
      SellerId seller,
      ConnectionId connection,
      int version,
      byte[] closed) {
    byte[] iv = new byte[IV_BYTES];
    System.arraycopy(closed, 1, iv, 0, IV_BYTES);
    for (SecretKeySpec key : keys) {
      Optional<Secret> opened = with(key, iv, seller, connection, version, closed);
      if (opened.isPresent()) {
        return opened;
      }
    }
    return Optional.empty();
  }

  private static Optional<Secret> with(
      SecretKeySpec key,
      byte[] iv,
      SellerId seller,
      ConnectionId connection,
      int version,
      byte[] closed) {
    try {
      return Optional.of(
          new Secret(
              cipher(Cipher.DECRYPT_MODE, key, iv, seller, connection, version)
                  .doFinal(closed, 1 + IV_BYTES, closed.length - 1 - IV_BYTES)));
    } catch (GeneralSecurityException e) {
      // Closed with another key, or not here: whoever asks has a way without it.
      return Optional.empty();
    }
  }

  private static Cipher cipher(
      int mode, SecretKeySpec key, byte[] iv, SellerId seller, ConnectionId connection, int version)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(
        (seller + "\n" + connection + "\n" + version).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
