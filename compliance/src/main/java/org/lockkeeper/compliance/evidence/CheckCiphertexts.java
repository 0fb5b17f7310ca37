package org.lockkeeper.compliance.evidence;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.orders.RecipientVault;

/**
 * Once a night, compares all that is stored of buyers with what the audit log says was written
 * seller by seller, in batches that commit by themselves, going on where a run was cut
 * short. Sellers whose keys are not to be had wait for the next call, and the others do not.
 */
@Workflow
public class CheckCiphertexts {

  private static final System.Logger LOG = System.getLogger(CheckCiphertexts.class.getName());

  private final CheckSteps steps;

  @Inject
  public CheckCiphertexts(CheckSteps steps) {
    this.steps = steps;
  }

  /**
   * Goes on with the run that is not finished, or begins the next one once it is due.
   *
   * @param now the product's present
   * @return how far the run has come; empty if none is due
   */
  public Optional<CheckRun> asOf(Instant now) {
    Optional<CheckRun> due = steps.due(now);
    if (due.isEmpty()) {
      return due;
    }
    CheckRun run = due.get();
    for (SellerId seller : steps.sellers()) {
      Optional<OrderId> from = run.next(seller);
      if (from.isPresent()) {
        run = of(run, seller, from.get());
      }
    }
    run = run.visited(now);
    steps.save(run);
    LOG.log(
        INFO,
        "ciphertext-check.done checked={0} mismatched={1} waiting={2}",
        run.checked(),
        run.mismatched(),
        run.waiting().size());
    return Optional.of(run);
  }

  private CheckRun of(CheckRun begun, SellerId seller, OrderId from) {
    CheckRun run = begun;
    OrderId after = from;
    boolean more = true;
    while (more) {
      try {
        CheckSteps.Done done = steps.batch(run, seller, after);
        run = done.run();
        more = done.more();
        after = run.next(seller).orElse(after);
        if (done.differing() > 0) {
          LOG.log(ERROR, "ciphertext.mismatch seller={0} orders={1}", seller, done.differing());
          steps.alarm(run);
        }
      } catch (RecipientVault.SealingUnavailable trouble) {
        LOG.log(WARNING, "ciphertext-check.waits seller={0}", seller);
        run = run.waits(seller, after);
        steps.save(run);
        more = false;
      }
    }
    return run;
  }
}
