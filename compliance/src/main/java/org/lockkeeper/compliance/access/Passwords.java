package org.lockkeeper.compliance.access;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import jakarta.inject.Singleton;
import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Argon2id with 19 MiB, two passes, one lane. Letters that a keyboard may send in two ways (NIST SP
 * 800-63B 3.1.1.2) are brought to one first.
 */
@Singleton
public class Passwords {

  private static final int PASSES = 2;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int LANES = 1;

  private final Argon2 argon2 = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);

  /** What an unknown login is checked against, so that it takes as long as a known one. */
  private final String nobody = argon2.hash(PASSES, KIBIBYTES, LANES, new char[] {'-'});

  /** The encoded hash; wipes the password. */
  public String hash(char[] password) {
    char[] one = composed(password);
    try {
      return argon2.hash(PASSES, KIBIBYTES, LANES, one);
    } finally {
      Arrays.fill(password, '\0');
      Arrays.fill(one, '\0');
    }
  }

  /** Whether the password is right; wipes it. */
  public boolean matches(String hash, char[] password) {
    char[] one = composed(password);
    try {
      return argon2.verify(hash, one);
    } finally {
      Arrays.fill(password, '\0');
      Arrays.fill(one, '\0');
    }
  }

  /** Takes as long as a check, and is never right. */
  public void checkNobody(char[] password) {
    matches(nobody, password);
  }

  private static char[] composed(char[] password) {
    for (char each : password) {
      if (each > 0x7f) {
        return Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFC).toCharArray();
      }
    }
    return password.clone();
  }
}
