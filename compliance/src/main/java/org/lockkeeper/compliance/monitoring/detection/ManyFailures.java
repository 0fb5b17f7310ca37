package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;
import java.util.Optional;

/**
 * Far more failures among the tries than usual: refused calls among calls, bad signatures
 * among deliveries, wrong passwords among sign-ins. The count of failures is compared with the
 * usual share of the tries, by Poisson's law; a share is never taken for less than a floor, and
 * what is a small share of the tries is none, however many they are.
 */
final class ManyFailures {

  private final WatchPolicy policy;

  ManyFailures(WatchPolicy policy) {
    this.policy = policy;
  }

  /**
   * Looks at a window.
   *
   * @param tries all of them, the failed ones among them; at least {@code failures}
   * @param usualShare the share that usually fails, 0 to 1
   */
  Optional<Finding> find(
      Signal failed, long failures, long tries, double usualShare, Duration window) {
    long all = Math.max(tries, failures);
    double share = Math.max(policy.leastFailureShare(), usualShare);
    double expected = share * all;
    if (failures < policy.leastFailures()
        || failures < policy.worthShare() * all
        || failures < policy.failureMultiple() * expected) {
      return Optional.empty();
    }
    double score = Tail.score(failures, expected, policy.leastUnsure(failed));
    return score < policy.burstScore()
        ? Optional.empty()
        : Optional.of(new Finding(Rule.MANY_FAILURES, failed, expected, failures, score, window));
  }
}
