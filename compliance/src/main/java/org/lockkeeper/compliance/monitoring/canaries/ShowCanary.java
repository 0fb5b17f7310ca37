package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Shows an admin the address of one canary's mail, so that somebody can look it up and trip the
 * trap in the running product. The entry of the log, with who asked, is committed before; the
 * address is of nobody, and is kept nowhere.
 */
@Workflow
public class ShowCanary {

  private final CanaryLedger ledger;
  private final CanarySteps steps;

  @Inject
  public ShowCanary(CanaryLedger ledger, CanarySteps steps) {
    this.ledger = ledger;
    this.steps = steps;
  }

  /** The address; empty if none stands for that seller. */
  public Optional<String> of(Account by, SellerId seller) {
    ledger.shown(by, seller);
    return steps.address(seller);
  }
}
