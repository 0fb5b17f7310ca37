package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;
import java.util.Optional;

/**
 * Far more in a day than others with the same role: so many spreads above their center by
 * median and MAD, and a multiple of it. It tells of those who did too much from their first day on,
 * for whom that is usual.
 */
final class BeyondPeers {

  private final WatchPolicy policy;

  BeyondPeers(WatchPolicy policy) {
    this.policy = policy;
  }

  /**
   * Looks at the day so far.
   *
   * @param peers the usual days of the others, each as one figure
   */
  Optional<Finding> find(Signal signal, long seenInDay, double[] peers) {
    if (peers.length < policy.leastPeers()) {
      return Optional.empty();
    }
    Robust others = Robust.of(peers);
    double spread = Math.max(others.spread(), policy.leastSpreadOfDay());
    double score = (seenInDay - others.center()) / spread;
    return score < policy.peerSpreads()
            || seenInDay < policy.peerMultiple() * others.center()
            || seenInDay < policy.leastBeyondPeers()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Rule.BEYOND_PEERS, signal, others.center(), seenInDay, score, Duration.ofDays(1)));
  }
}
