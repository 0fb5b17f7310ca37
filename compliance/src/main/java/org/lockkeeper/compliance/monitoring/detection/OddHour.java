package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Active in hours that are far from all in which the subject ever was. An hour more in the
 * evening is none; a few hours after midnight by somebody who works at day is one. Hours are those
 * of UTC: who moves house is told once.
 */
final class OddHour {

  private final WatchPolicy policy;

  OddHour(WatchPolicy policy) {
    this.policy = policy;
  }

  /**
   * Looks at the last hour.
   *
   * @param seen how many in it
   */
  Optional<Finding> find(Signal signal, Usual usual, long seen, Instant now) {
    int away = usual.hoursFromActive(HourOfWeek.of(now));
    if (seen < policy.leastInOddHour()
        || away < policy.hoursAway()
        || usual.hoursKnown() < policy.leastHoursKnown()
        || usual.pace() == 0) {
      return Optional.empty();
    }
    return Optional.of(new Finding(Rule.ODD_HOUR, signal, 0, seen, away, Duration.ofHours(1)));
  }
}
