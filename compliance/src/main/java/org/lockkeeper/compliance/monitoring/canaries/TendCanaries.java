package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Keeps canaries standing for every seller, tries the trap of each as often as the policy says, and
 * asks again for trips that nobody was told of. What fails for one seller is noted and does
 * not keep the others from theirs; the next run tries again.
 */
@Workflow
public class TendCanaries {

  private static final System.Logger LOG = System.getLogger(TendCanaries.class.getName());

  private final CanarySteps steps;
  private final CanaryLedger ledger;

  @Inject
  public TendCanaries(CanarySteps steps, CanaryLedger ledger) {
    this.steps = steps;
    this.ledger = ledger;
  }

  /** Does what is due. */
  public void asOf(Instant now) {
    ledger.remind(now);
    for (SellerId seller : steps.sellers()) {
      try {
        tend(seller, now);
      } catch (RuntimeException failed) {
        LOG.log(
            Level.WARNING,
            "canaries.not-tended seller={0} trouble={1}",
            seller,
            failed.getClass().getName());
      }
    }
  }

  private void tend(SellerId seller, Instant now) {
    ledger.tended(seller, steps.tend(seller, now), now);
    if (ledger.proofIsDue(seller, now)) {
      prove(seller, now);
    }
  }

  /** Tries the trap of one seller now; empty if none stands. */
  public Optional<CanaryRecords.Proof> prove(SellerId seller, Instant now) {
    Optional<CanaryRecords.Proof> proof = steps.prove(seller);
    proof.ifPresent(found -> ledger.proved(seller, found, now));
    return proof;
  }
}
