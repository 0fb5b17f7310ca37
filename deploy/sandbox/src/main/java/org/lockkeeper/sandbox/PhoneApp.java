package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pretend phone: shows the one-time codes of the demo's people (RFC 6238: SHA-1, thirty
 * seconds, six digits), by the pretend clock, as the product reads it.
 */
final class PhoneApp {

  private static final int SECONDS = 30;
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final List<Settings.Person> people;
  private final SandboxClock clock;

  PhoneApp(List<Settings.Person> people, SandboxClock clock) {
    this.people = people;
    this.clock = clock;
  }

  /** Each person's code now, and for how many seconds more. */
  ArrayNode codes() {
    long now = clock.now().getEpochSecond();
    ArrayNode codes = Json.array();
    for (Settings.Person person : people) {
      codes
          .addObject()
          .put("login", person.login())
          .put("code", code(decoded(person.totp()), Math.floorDiv(now, SECONDS)))
          .put("seconds", SECONDS - Math.floorMod(now, SECONDS));
    }
    return codes;
  }

  static String code(byte[] key, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int cut = ByteBuffer.wrap(hash, hash[hash.length - 1] & 15, 4).getInt() & 0x7fffffff;
      return String.format(Locale.ROOT, "%06d", cut % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 4648 section 6, whole groups only. */
  static byte[] decoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
    long held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      held = (held << 5) | LETTERS.indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >> bits));
        held &= (1L << bits) - 1;
      }
    }
    return bytes.array();
  }
}
