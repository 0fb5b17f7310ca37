package org.lockkeeper.retention;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * What people decide about a case before it begins: agree to it, have it begin at once, take it
 * back. A case of another seller is not found.
 */
@UseCase
public class DecideDeletionCase {

  private final DeletionCases cases;
  private final DomainEvents events;
  private final Errands errands;
  private final Clock clock;

  @Inject
  public DecideDeletionCase(
      DeletionCases cases, DomainEvents events, Errands errands, Clock clock) {
    this.cases = cases;
    this.events = events;
    this.errands = errands;
    this.clock = clock;
  }

  /**
   * The second admin agrees.
   *
   * @return false if there is nothing to agree to, or it is the one who proposed it
   */
  public boolean confirm(SellerId seller, DeletionCaseId id, UUID admin) {
    return decided(
        seller, id, DeletionCaseMoved.Step.CONFIRMED, (found, now) -> found.confirm(admin, now));
  }

  /**
   * Has it begin without waiting for the end of the cooling-off.
   *
   * @return false if there is none
   */
  public boolean startNow(SellerId seller, DeletionCaseId id) {
    return decided(seller, id, DeletionCaseMoved.Step.STARTED, DeletionCase::startNow);
  }

  /**
   * Takes it back.
   *
   * @return false if it is too late
   */
  public boolean withdraw(SellerId seller, DeletionCaseId id) {
    return decided(seller, id, DeletionCaseMoved.Step.WITHDRAWN, DeletionCase::withdraw);
  }

  private boolean decided(
      SellerId seller,
      DeletionCaseId id,
      DeletionCaseMoved.Step step,
      BiPredicate<DeletionCase, Instant> decision) {
    Instant now = clock.instant();
    Optional<DeletionCase> found = cases.findForUpdate(seller, id);
    if (found.isEmpty() || !decision.test(found.get(), now)) {
      return false;
    }
    cases.save(found.get());
    events.announce(new DeletionCaseMoved(seller, id, step, now));
    if (found.get().stage().decided()) {
      errands.now(OpenDeletionCase.run(seller, id));
    }
    return true;
  }
}
