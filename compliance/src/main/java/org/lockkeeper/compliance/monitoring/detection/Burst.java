package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Far more within minutes than is usual in such an hour.
 *
 * <p>What is usual is the center of that hour of the week by median and MAD, but never less than a
 * share of the subject's pace in hours in which it does anything: whoever works on a Sunday works
 * as on a Monday. Whether the count can be chance is told by Poisson's law where little is usual,
 * and by the negative binomial one, as wide as the MAD says, where the hours differ. A count that
 * is chance in fewer than one of so many windows, some multiple of what is usual, and not tiny, is
 * a finding. What comes in clumps (the fields of one order) is counted by clumps; of what machines
 * do, a share of an hour's count may come at once.
 */
final class Burst {

  private final WatchPolicy policy;

  Burst(WatchPolicy policy) {
    this.policy = policy;
  }

  /**
   * Looks at a window that ends now.
   *
   * @param seen how many in the window
   * @param window how long it is, the running five minutes counted whole
   */
  Optional<Finding> find(Signal signal, Usual usual, long seen, Duration window, Instant now) {
    if (seen < policy.leastInBurst(signal)) {
      return Optional.empty();
    }
    int slot = HourOfWeek.of(now);
    double perHour = Math.max(usual.perHour(slot), policy.shareOfPace() * usual.pace());
    double ofHour =
        Math.max(
            window.toSeconds() / (double) Duration.ofHours(1).toSeconds(), policy.atOnce(signal));
    double expected = Math.max(policy.rarest(), perHour * ofHour);
    if (seen < policy.burstMultiple() * expected) {
      return Optional.empty();
    }
    double unsure = Math.max(policy.leastUnsure(signal), usual.unsure(slot));
    double clump = policy.clump(signal);
    double score = Tail.score(Math.round(seen / clump), expected / clump, unsure);
    return score < policy.burstScore()
        ? Optional.empty()
        : Optional.of(new Finding(Rule.BURST, signal, expected, seen, score, window));
  }
}
