package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.StoreEraser;

/**
 * Runs a deletion case: orders that Amazon was not asked for are handed back, buyers are
 * forgotten everywhere, then store after store lets go, each in batches with a transaction of their
 * own, and proves zero by its own query. Killed anywhere, the next run goes on; what has gone is
 * counted with the transaction that took it, so that no row is counted twice.
 *
 * <p>Orders under way: one that Amazon does not have is cancelled here and stays unfulfilled at its
 * channel. One that Amazon has goes on to its end: its buyer is forgotten at once, since Amazon has
 * the address, and its row stays until it is settled, at the longest until three days before the
 * case is due.
 *
 * <p>If the account that goes is Amazon's own, its channels stay and so do their orders, with their
 * buyers. What Amazon told of them goes at once, also of an order that is on its way: without the
 * account nobody may ask how it goes on, so waiting would end nothing. Amazon ships it all the
 * same, and the seller follows it in Seller Central. One that Amazon does not have waits for the
 * next account.
 */
@Workflow
public class RunDeletionCase implements ErrandHandler {

  private static final int ORDERS = 50;
  private static final int BUYERS = 200;
  private static final int ROWS = 1000;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final CaseSteps steps;
  private final Clock clock;

  @Inject
  public RunDeletionCase(CaseSteps steps, Clock clock) {
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "run-deletion-case";
  }

  @Override
  public Outcome run(Errand errand) {
    DeletionCaseId id = DeletionCaseId.of(errand.subject());
    Optional<CaseSteps.Plan> begun = steps.begin(errand.seller(), id);
    if (begun.isEmpty()) {
      return Outcome.DONE;
    }
    CaseSteps.Plan plan = begun.get();
    inBatches(ORDERS, () -> steps.handBack(plan, ORDERS));
    inBatches(ORDERS, () -> steps.unfollow(plan, ORDERS));
    inBatches(BUYERS, () -> steps.forget(plan, BUYERS));
    for (StoreEraser store : steps.stores(plan)) {
      if (store.kind() == DataKind.CREDENTIAL && steps.waitsForPlatform(plan)) {
        return waiting(plan, DeletionCase.Reason.PLATFORM, 1, SOON);
      }
      inBatches(ROWS, () -> steps.erase(plan, store, ROWS));
      steps.prove(plan, store);
    }
    if (steps.finish(errand.seller(), id)) {
      return Outcome.DONE;
    }
    long underWay = steps.underWay(plan);
    return underWay > 0 && !plan.evenUnderWay()
        ? waiting(plan, DeletionCase.Reason.UNDER_WAY, underWay, LOOK_AGAIN)
        : new Outcome.Again(SOON);
  }

  /** Until a batch is not full. */
  private static void inBatches(int full, IntSupplier batch) {
    int done;
    do {
      done = batch.getAsInt();
    } while (done == full);
  }

  private Outcome waiting(
      CaseSteps.Plan plan, DeletionCase.Reason reason, long count, Duration pause) {
    wait(plan.seller(), plan.it().id(), reason, count, clock.instant().plus(pause));
    return new Outcome.Again(pause);
  }

  private void wait(
      SellerId seller, DeletionCaseId id, DeletionCase.Reason reason, long count, Instant until) {
    steps.waits(seller, id, new DeletionCase.Waiting(reason, count, until));
  }

  @Override
  public void willRetry(Errand errand, RuntimeException failure, Instant nextTry) {
    wait(
        errand.seller(),
        DeletionCaseId.of(errand.subject()),
        DeletionCase.Reason.OUTAGE,
        1,
        nextTry);
  }

  /** It is begun again by the clock of cases: a duty to delete is never given up. */
  @Override
  public void gaveUp(Errand errand, RuntimeException failure) {
    wait(
        errand.seller(),
        DeletionCaseId.of(errand.subject()),
        DeletionCase.Reason.OUTAGE,
        1,
        clock.instant().plus(LOOK_AGAIN));
  }
}
