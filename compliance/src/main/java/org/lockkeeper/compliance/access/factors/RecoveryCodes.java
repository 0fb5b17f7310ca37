package org.lockkeeper.compliance.access.factors;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.proof.certificate.Digests;

/**
 * Codes for the day on which the phone is gone: ten, each of 120 random bits, each good once. So
 * many bits cannot be guessed from a digest, so it is a plain one, made for the account alone.
 */
final class RecoveryCodes {

  static final int COUNT = 10;

  private static final int BYTES = 15;
  private static final int GROUP = 4;
  private static final Pattern FORM = Pattern.compile("[A-Z2-7]{24}");

  private RecoveryCodes() {}

  /** Ten new ones, in groups of four letters and digits. */
  static List<String> fresh(SecureRandom random) {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      codes.add(Base32.encode(bytes).replaceAll("(.{" + GROUP + "})(?!$)", "$1-"));
    }
    return codes;
  }

  /** What is kept of a code; empty if it does not look like one. */
  static Optional<Opaque> digest(UUID account, String typed) {
    String plain = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return FORM.matcher(plain).matches()
        ? Optional.of(
            new Opaque(
                Digests.sha256(
                    ("recovery/" + account + "/" + plain).getBytes(StandardCharsets.UTF_8))))
        : Optional.empty();
  }
}
