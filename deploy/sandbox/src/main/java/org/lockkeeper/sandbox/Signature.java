package org.lockkeeper.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How Shopify signs a webhook: HMAC-SHA256 over the bytes as they are sent, in base64. */
final class Signature {

  private Signature() {}

  static String of(byte[] body, String secret) {
    return Base64.getEncoder().encodeToString(mac(body, secret));
  }

  /** How Shopify signs a query: in hexadecimal digits. */
  static String hex(String text, String secret) {
    return HexFormat.of().formatHex(mac(text.getBytes(StandardCharsets.UTF_8), secret));
  }

  private static byte[] mac(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
