package org.lockkeeper.compliance.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a password must be.
 *
 * @param least characters (Unicode code points)
 * @param leastWithFactor the same for a person who has a second factor
 * @param most characters; more are refused, never cut off
 * @param kinds how many of small letter, capital letter, digit and sign; 0 to 4
 * @param leastAge before which it is not changed again; zero for none
 * @param mostAge after which it must be changed
 * @param remembered how many former ones are refused, the present one included
 */
public record PasswordProfile(
    String name,
    int least,
    int leastWithFactor,
    int most,
    int kinds,
    Duration leastAge,
    Optional<Duration> mostAge,
    int remembered) {

  public PasswordProfile {
    if (least < 8
        || leastWithFactor < 8
        || leastWithFactor > least
        || most < 64
        || kinds < 0
        || kinds > 4
        || leastAge.isNegative()
        || remembered < 0
        || remembered > 24) {
      throw new IllegalArgumentException("this is no password profile: " + name);
    }
  }

  /** The first instant at which a password that was set then must be changed. */
  public Optional<Instant> ends(Instant setAt) {
    return mostAge.map(setAt::plus);
  }

  /** The first instant at which a password that was set then may be changed by choice. */
  public Instant mayChange(Instant setAt) {
    return setAt.plus(leastAge);
  }

  /** How many characters are needed. */
  public int least(boolean withFactor) {
    return withFactor ? leastWithFactor : least;
  }
}
