package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in from a network where the account never was, together with something else that is
 * unusual: an odd hour, or wrong passwords just before. A new network alone is none: people
 * travel, and phones change networks.
 *
 * <p>A place is the first part of the address (16 bits of an IPv4 address, 32 of an IPv6 one).
 * There is no database of countries in the product: the country of a place is not known here, and
 * that somebody cannot have come so far so quickly is not told.
 */
final class NewPlace {

  private final WatchPolicy policy;

  NewPlace(WatchPolicy policy) {
    this.policy = policy;
  }

  /**
   * Looks at a sign-in.
   *
   * @param known how many places the account was at before
   * @param isNew whether this one is none of them
   * @param refusedBefore how many wrong passwords and factors there were in the last hour
   */
  Optional<Finding> find(Usual signIns, int known, boolean isNew, long refusedBefore, Instant now) {
    if (!isNew || known == 0 || signIns.hoursKnown() < policy.leastHoursKnown()) {
      return Optional.empty();
    }
    int away = signIns.hoursFromActive(HourOfWeek.of(now));
    boolean odd = away >= policy.hoursAway() && signIns.pace() > 0;
    boolean tried = refusedBefore >= policy.refusedBeforeNewPlace();
    return odd || tried
        ? Optional.of(
            new Finding(
                Rule.NEW_PLACE,
                Signal.SIGN_INS,
                known,
                known + 1.0,
                (odd ? away : 0) + (double) (tried ? refusedBefore : 0),
                Duration.ofHours(1)))
        : Optional.empty();
  }
}
