package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.kernel.Workflow;

/**
 * Destroys the key of a cohort with the yes of a second person. The yes is committed with its audit
 * entry first; then the cohort is closed as it would be at its time, by steps that count again.
 */
@Workflow
public class DestroyKey {

  private final DestructionSteps steps;
  private final KeyCare care;
  private final Clock clock;

  @Inject
  public DestroyKey(DestructionSteps steps, KeyCare care, Clock clock) {
    this.steps = steps;
    this.care = care;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Result {
    /** The key is out of use, and its deletion is scheduled. */
    SCHEDULED,
    /** The yes did not count: one's own wish, another name typed, too late, or decided already. */
    NOT_CONFIRMED,
    /** An order lives in the cohort; nothing was done. */
    LIVING,
    /** The custodian does not answer; the daily run goes on with what was begun. */
    WAITING,
    /** It was on its way out already. */
    ALREADY
  }

  /** Says yes as another person than the one who asked. */
  public Result confirm(Account admin, UUID wish, String typed) {
    Optional<Cohort> cohort = steps.confirm(admin, wish, typed);
    if (cohort.isEmpty()) {
      return Result.NOT_CONFIRMED;
    }
    KeyCare.Closed closed = care.closeByHand(cohort.get(), clock.instant());
    if (!closed.refused().isEmpty() || !closed.keyLost().isEmpty()) {
      return Result.LIVING;
    }
    if (!closed.waiting().isEmpty()) {
      return Result.WAITING;
    }
    return closed.closed().isEmpty() ? Result.ALREADY : Result.SCHEDULED;
  }
}
