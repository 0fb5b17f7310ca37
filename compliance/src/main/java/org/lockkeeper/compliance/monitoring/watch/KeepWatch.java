package org.lockkeeper.compliance.monitoring.watch;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.lockkeeper.compliance.monitoring.detection.WatchPolicy;
import org.lockkeeper.kernel.Workflow;

/**
 * One round of the watch: the entries since the last one, the calls since the last one, and what is
 * too old. Whatever fails is done again by the next round.
 */
@Workflow
public class KeepWatch {

  /** So many pages in a round; what is left is for the next one. */
  private static final int PAGES = 200;

  private final WatchSteps steps;
  private final WatchPolicy policy;

  @Inject
  public KeepWatch(WatchSteps steps, WatchPolicy policy) {
    this.steps = steps;
    this.policy = policy;
  }

  /** Keeps watch up to now. */
  public void asOf(Instant now) {
    int pages = 0;
    while (pages < PAGES && steps.readLog(now)) {
      pages++;
    }
    steps.readCalls(now);
    steps.tidy(now, Duration.ofDays(7L * policy.learnWeeks()).plus(policy.learnLag()).plusDays(7));
  }
}
