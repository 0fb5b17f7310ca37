package org.lockkeeper.integration.tiktokshop;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How TikTok has requests signed: path, then the parameters by name with their values, then the
 * body; the app's secret on both ends, and as the key of an HMAC-SHA256 in small hexadecimal
 * digits.
 */
final class RequestSignature {

  private RequestSignature() {}

  /**
   * Signs a request.
   *
   * @param query as it is before it is encoded; {@code sign} and {@code access_token} do not count
   */
  static String of(byte[] appSecret, String path, Map<String, String> query, String body) {
    StringBuilder text = new StringBuilder(path);
    new TreeMap<>(query)
        .forEach(
            (name, value) -> {
              if (!name.equals("sign") && !name.equals("access_token")) {
                text.append(name).append(value);
              }
            });
    Mac mac = mac(new SecretKeySpec(appSecret, "HmacSHA256"));
    mac.update(appSecret);
    mac.update(text.append(body).toString().getBytes(StandardCharsets.UTF_8));
    mac.update(appSecret);
    return HexFormat.of().formatHex(mac.doFinal());
  }

  static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
