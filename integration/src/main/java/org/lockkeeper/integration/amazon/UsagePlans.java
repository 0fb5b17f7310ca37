package org.lockkeeper.integration.amazon;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/** Amazon's usage plans: a token bucket for each seller and operation, never pooled. */
@ApplicationScoped
class UsagePlans {

  private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();

  private record Key(SellerId seller, SpApi.Operation operation) {}

  /** How much of what may be called at once is kept for those that cannot wait: a third. */
  private static final int KEPT_PART = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Takes one call out of the plan for one that can wait: not the last ones.
   *
   * @throws PlatformTrouble with {@code THROTTLED} and the pause after which to ask again
   */
  void takePatiently(SellerId seller, SpApi.Operation operation) {
    if (of(seller, operation).getAvailableTokens() <= operation.burst() / KEPT_PART) {
      throw new PlatformTrouble(
          operation.text(), PlatformTrouble.Kind.THROTTLED, Optional.of(PATIENCE));
    }
    take(seller, operation);
  }

  /**
   * Takes one call out of the plan.
   *
   * @throws PlatformTrouble with {@code THROTTLED} and the pause after which there is one
   */
  void take(SellerId seller, SpApi.Operation operation) {
    ConsumptionProbe probe = of(seller, operation).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new PlatformTrouble(
          operation.text(),
          PlatformTrouble.Kind.THROTTLED,
          Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(50)));
    }
  }

  private Bucket of(SellerId seller, SpApi.Operation operation) {
    return buckets.computeIfAbsent(new Key(seller, operation), key -> bucket(key.operation()));
  }

  private static Bucket bucket(SpApi.Operation operation) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(operation.burst())
                    .refillGreedy(operation.perSecond(), Duration.ofSeconds(1)))
        .build();
  }
}
