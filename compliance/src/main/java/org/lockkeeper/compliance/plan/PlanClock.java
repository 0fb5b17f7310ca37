package org.lockkeeper.compliance.plan;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.compliance.clocks.live.LiveClock;

/**
 * The clock of the plan's review: a new version that somebody approved counts, and so does a
 * sign-off; the version that came with the product does not.
 */
@Singleton
public class PlanClock implements LiveClock {

  private final Plans plans;

  @Inject
  public PlanClock(Plans plans) {
    this.plans = plans;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    if (!clock.equals("plan-review")) {
      return Optional.empty();
    }
    return Optional.of(
        Figures.last(
            Stream.concat(
                    plans.inForce().flatMap(PlanVersion::decidedAt).stream(),
                    plans.signOffs(1).stream().map(Plans.SignOff::at))
                .max(Comparator.naturalOrder())));
  }
}
