package org.lockkeeper.compliance.monitoring.detection;

import java.util.Optional;

/** A limit that nobody passes, whatever is usual: who reaches it is stopped at once. */
final class HardCap {

  private final WatchPolicy policy;

  HardCap(WatchPolicy policy) {
    this.policy = policy;
  }

  /**
   * Looks at the present window of {@link WatchPolicy#capWindow}.
   *
   * @return a finding from the first one beyond the cap on; never for signals without one
   */
  Optional<Finding> find(Signal signal, long seen) {
    return policy
        .cap(signal)
        .filter(cap -> seen > cap)
        .map(
            cap ->
                new Finding(Rule.HARD_CAP, signal, cap, seen, Finding.CERTAIN, policy.capWindow()));
  }
}
