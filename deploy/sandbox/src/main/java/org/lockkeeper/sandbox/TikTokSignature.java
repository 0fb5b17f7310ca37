package org.lockkeeper.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How TikTok Shop has requests signed, and how it signs webhooks: hexadecimal HMAC-SHA256. */
final class TikTokSignature {

  private TikTokSignature() {}

  /** A webhook's: over the app's key and the body. */
  static String ofWebhook(String appKey, String body, String secret) {
    return hmac(secret, appKey + body);
  }

  /** A request's: secret, path, sorted parameters, body, secret. */
  static String ofRequest(String path, Map<String, String> query, String body, String secret) {
    StringBuilder text = new StringBuilder(secret).append(path);
    new TreeMap<>(query)
        .forEach(
            (name, value) -> {
              if (!name.equals("sign") && !name.equals("access_token")) {
                text.append(name).append(value);
              }
            });
    return hmac(secret, text.append(body).append(secret).toString());
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
