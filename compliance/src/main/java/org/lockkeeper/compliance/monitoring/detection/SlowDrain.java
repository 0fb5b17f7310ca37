package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;
import java.util.Optional;

/**
 * A little more each day than was usual, day after day: a cumulative sum (CUSUM, Page 1954)
 * over days, in spreads of a day. It is made for a doubling: a day counts for what it has above
 * half-way between the usual and twice the usual. No single day counts for more than a bound, so
 * that one busy day is none; a day off changes nothing.
 *
 * <p>What is usual is learned from days before the last week, so that a drain does not teach
 * itself. Of whom less than the least is known nothing adds up.
 */
final class SlowDrain {

  private final WatchPolicy policy;

  SlowDrain(WatchPolicy policy) {
    this.policy = policy;
  }

  /**
   * The sum after a day, or after the part of it that is over.
   *
   * @param before the sum after the day before; 0 at the beginning
   * @param day of the week, 0 is Monday
   */
  double after(double before, long seenInDay, Usual usual, int day) {
    if (usual.hoursKnown() < policy.leastHoursKnown()) {
      return 0;
    }
    if (seenInDay == 0) {
      return before;
    }
    double expected = usual.perDay(day);
    double spread = Math.max(usual.spreadOfDay(day), policy.leastSpreadOfDay());
    double reference =
        Math.min(policy.mostReference(), Math.max(policy.leastReference(), expected / spread / 2));
    double away = Math.min(policy.mostOfADay(), (seenInDay - expected) / spread);
    return Math.max(0, before + away - reference);
  }

  /** Whether such a sum is a finding. */
  Optional<Finding> find(Signal signal, double sum, long seenInDay, Usual usual, int day) {
    return sum < policy.drainAlarm()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Rule.SLOW_DRAIN, signal, usual.perDay(day), seenInDay, sum, Duration.ofDays(1)));
  }
}
