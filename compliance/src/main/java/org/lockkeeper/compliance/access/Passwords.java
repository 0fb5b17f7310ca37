package org.lockkeeper.compliance.access;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Argon2id with 19 MiB, two passes, one lane. */
@Singleton
class Passwords {

  private static final int PASSES = 2;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int LANES = 1;

  private final Argon2 argon2 = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);

  /** What an unknown login is checked against, so that it takes as long as a known one. */
  private final String nobody = argon2.hash(PASSES, KIBIBYTES, LANES, new char[] {'-'});

  /** The encoded hash; wipes the password. */
  String hash(char[] password) {
    try {
      return argon2.hash(PASSES, KIBIBYTES, LANES, password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Whether the password is right; wipes it. */
  boolean matches(String hash, char[] password) {
    try {
      return argon2.verify(hash, password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Takes as long as a check, and is never right. */
  void checkNobody(char[] password) {
    matches(nobody, password);
  }
}
