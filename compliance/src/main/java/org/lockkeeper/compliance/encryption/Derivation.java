package org.lockkeeper.compliance.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;

/**
 * Makes several keys out of one: HKDF-Expand (RFC 5869) with SHA-256 for one block. The extract
 * step is left out as the RFC allows, because every input here is 32 uniformly random bytes. Each
 * use has a label of its own, and is bound to whom it is for.
 */
final class Derivation {

  private static final String HMAC = "HmacSHA256";

  private Derivation() {}

  /** 32 bytes for one use, bound to two ids. */
  static byte[] derive(KeyBytes root, String label, UUID first, byte[] second) {
    byte[] use = label.getBytes(StandardCharsets.US_ASCII);
    LengthPrefixed.Writer info = new LengthPrefixed.Writer(4 + use.length + 20 + 4 + second.length);
    info.bytes(use);
    info.uuid(first);
    info.bytes(second);
    byte[] block = Arrays.copyOf(info.done(), info.done().length + 1);
    block[block.length - 1] = 1;
    return hmac(root, block);
  }

  /** The HMAC-SHA256 of a message, 32 bytes. */
  static byte[] hmac(KeyBytes key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + HMAC, e);
    }
  }
}
