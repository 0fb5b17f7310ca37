package org.lockkeeper.compliance.encryption;

import java.time.Duration;

/**
 * What an installation says about its sealing.
 *
 * @param environment the name of the installation, such as {@code production}; it is bound into
 *     every ciphertext, so that data of one environment does not open in another; 1 to 32
 *     lower-case letters, digits and hyphens
 * @param cacheSpan how long a seller's key may stay in memory; more than nothing, at most 60
 *     minutes
 */
public record SealingSettings(String environment, Duration cacheSpan) {

  /** The longest time a seller's key may stay in memory. */
  public static final Duration LONGEST_CACHE_SPAN = Duration.ofMinutes(60);

  /**
   * @throws IllegalArgumentException if a value is out of bounds
   */
  public SealingSettings {
    if (!environment.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException(
          "an environment has 1 to 32 lower-case letters, digits and hyphens");
    }
    if (cacheSpan.isNegative()
        || cacheSpan.isZero()
        || cacheSpan.compareTo(LONGEST_CACHE_SPAN) > 0) {
      throw new IllegalArgumentException("a seller's key stays in memory for at most 60 minutes");
    }
  }
}
