package org.lockkeeper.compliance.evidence;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.EpochStart;
import org.lockkeeper.compliance.audit.LogStanding;
import org.lockkeeper.kernel.Workflow;

/**
 * Begins an epoch of the audit log with the yes of a second admin, when sealing has stopped because
 * more was published than the database has. The yes is committed with its audit entry first.
 */
@Workflow
public class BeginEpochByHand {

  private final EpochSteps steps;
  private final EpochStart epochs;
  private final LogStanding standing;

  @Inject
  public BeginEpochByHand(EpochSteps steps, EpochStart epochs, LogStanding standing) {
    this.steps = steps;
    this.epochs = epochs;
    this.standing = standing;
  }

  /** What became of it. */
  public enum Result {
    /** It waits for another admin. */
    PROPOSED,
    /** The epoch has begun. */
    BEGUN,
    /** Reason or ticket are missing or too long. */
    NOT_SAID,
    /** Sealing has not stopped, so there is nothing to begin. */
    NOT_STOPPED,
    /** The yes did not count: one's own wish, too late, or decided already. */
    NOT_CONFIRMED,
    /** What was published cannot be read now; nothing was begun. */
    NO_STORE
  }

  /** Asks for it. */
  public Result propose(Account admin, String reason, String ticket) {
    return switch (standing.now()) {
      case GOING -> Result.NOT_STOPPED;
      case UNKNOWN -> Result.NO_STORE;
      case BEHIND -> steps.propose(admin, reason, ticket) ? Result.PROPOSED : Result.NOT_SAID;
    };
  }

  /** Agrees as another person than the one who asked, and begins it. */
  public Result confirm(Account admin, UUID wish) {
    LogStanding.Standing now = standing.now();
    if (now != LogStanding.Standing.BEHIND) {
      return now == LogStanding.Standing.GOING ? Result.NOT_STOPPED : Result.NO_STORE;
    }
    Optional<EpochWish> agreed = steps.confirm(admin, wish);
    if (agreed.isEmpty()) {
      return Result.NOT_CONFIRMED;
    }
    try {
      steps.begun(admin, agreed.get(), epochs.begin("by hand, " + agreed.get().ticket()));
      return Result.BEGUN;
    } catch (CheckpointStore.Unavailable e) {
      return Result.NO_STORE;
    }
  }
}
