package org.lockkeeper.compliance.monitoring.intrusion;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One alert of the operator's intrusion detection, as it is kept: the address is cut to its
 * network, and a text that might name somebody is left out.
 *
 * @param rule the detection's own name of its rule
 * @param network such as {@code 203.0.113.0/24}; the first 48 bits of an IPv6 address
 * @param text what it says; empty if it was left out
 * @param digest by which the same line is known again: SHA-256 over all that the file said of it
 */
public record IntrusionLine(
    Instant at, String rule, Severity severity, String network, String text, String digest) {

  /** How bad the detection says it is. Stored by its name. */
  public enum Severity {
    LOW(3),
    MEDIUM(6),
    HIGH(9),
    CRITICAL(99);

    private final double score;

    Severity(double score) {
      this.score = score;
    }

    /** How it ranks among what the watch finds. */
    public double score() {
      return score;
    }
  }

  static String digest(String said) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(said.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
