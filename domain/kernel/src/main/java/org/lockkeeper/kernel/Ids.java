package org.lockkeeper.kernel;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Fresh ids: version 7 UUIDs (RFC 9562 section 5.7), ordered by the millisecond of the product's
 * clock, 74 random bits.
 */
@Singleton
public class Ids {

  private final Clock clock;
  private final SecureRandom random;

  @Inject
  public Ids(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id; safe to call from several threads. */
  public UUID next() {
    byte[] noise = new byte[10];
    random.nextBytes(noise);
    long high = (clock.millis() << 16) | 0x7000L | ((noise[0] & 0x0FL) << 8) | (noise[1] & 0xFFL);
    long low = 0x2L << 62;
    for (int i = 2; i < 10; i++) {
      low |= (noise[i] & (i == 2 ? 0x3FL : 0xFFL)) << (8 * (9 - i));
    }
    return new UUID(high, low);
  }
}
