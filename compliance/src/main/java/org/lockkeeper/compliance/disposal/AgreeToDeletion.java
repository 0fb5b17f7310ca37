package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.DecideDeletionCase;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.Stage;

/**
 * The second person agrees to a deletion that an admin proposed. The case knows accounts only; here
 * it is asked whose they are, in a transaction of our own, for the case's belongs to its seller.
 */
@Workflow
public class AgreeToDeletion {

  private final Steps steps;
  private final DecideDeletionCase decide;

  @Inject
  public AgreeToDeletion(Steps steps, DecideDeletionCase decide) {
    this.steps = steps;
    this.decide = decide;
  }

  /**
   * Agrees.
   *
   * @return false if there is nothing to agree to, or it is the person who proposed it
   */
  public boolean confirm(Account admin, SellerId seller, DeletionCaseId id) {
    return steps.proposer(seller, id).filter(by -> steps.differ(admin, by)).isPresent()
        && decide.confirm(seller, id, admin.id());
  }

  /** One transaction for each tenant. */
  @UseCase
  public static class Steps {

    private final DeletionCases cases;
    private final TwoPeople two;

    @Inject
    public Steps(DeletionCases cases, TwoPeople two) {
      this.cases = cases;
      this.two = two;
    }

    /** Who proposed the case; never another one later. */
    public Optional<UUID> proposer(SellerId seller, DeletionCaseId id) {
      return cases
          .find(seller, id)
          .map(DeletionCase::stage)
          .filter(Stage.Proposed.class::isInstance)
          .map(Stage.Proposed.class::cast)
          .map(Stage.Proposed::by);
    }

    /** Whether those are two people of ours. */
    public boolean differ(Account admin, UUID proposer) {
      return two.differ(admin, proposer);
    }
  }
}
