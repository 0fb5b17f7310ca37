package org.lockkeeper.compliance.secrets;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Has every secret replaced that somebody saw who leaves. What was replaced when it was seen
 * is replaced once more: whoever leaves knows nothing that still opens anything.
 */
@UseCase
public class FlagSeenSecrets {

  /** No secret lives longer. */
  private static final Duration BACK = Duration.ofDays(400);

  private final BreakGlassCases cases;
  private final Errands errands;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public FlagSeenSecrets(BreakGlassCases cases, Errands errands, AuditTrail audit, Clock clock) {
    this.cases = cases;
    this.errands = errands;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Flags them.
   *
   * @param viewers the accounts of the person
   * @return how many there are
   */
  public int of(Set<UUID> viewers, Actor actor) {
    List<BreakGlassCase.Snapshot> seen =
        cases.since(clock.instant().minus(BACK)).stream()
            .filter(found -> found.state() instanceof BreakGlassCase.State.Shown)
            .filter(found -> viewers.contains(found.requester()))
            .toList();
    for (BreakGlassCase.Snapshot found : seen) {
      errands.soon(new Errand(ReplaceSeenSecret.KIND, SellerId.PLATFORM, found.id().toString()));
      audit.record(
          SellerId.PLATFORM,
          actor,
          "secret.flagged",
          "break-glass:" + found.id(),
          Map.of(
              "seller", found.target().seller().toString(),
              "secret", found.target().ref().path(),
              "why", "LEAVER"));
    }
    return seen.size();
  }
}
