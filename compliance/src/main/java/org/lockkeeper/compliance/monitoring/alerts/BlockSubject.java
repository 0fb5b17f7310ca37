package org.lockkeeper.compliance.monitoring.alerts;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.kernel.Workflow;

/**
 * Holds back whom an alert is about, and then says so on the alert; the first is not undone by the
 * second.
 */
@Workflow
public class BlockSubject {

  private final SettleAlert settle;
  private final HoldBack holdBack;

  @Inject
  public BlockSubject(SettleAlert settle, HoldBack holdBack) {
    this.settle = settle;
    this.holdBack = holdBack;
  }

  /** Blocks; only people can be held back here. */
  public SettleAlert.Outcome of(Account by, UUID alert) {
    Optional<Alert> found =
        settle
            .find(alert)
            .filter(one -> !one.state().settled())
            .filter(one -> one.subject().kind() == Subject.Kind.PERSON);
    if (found.isEmpty()) {
      return SettleAlert.Outcome.GONE;
    }
    UUID person = found.get().subject().id();
    if (person.equals(by.id())) {
      return SettleAlert.Outcome.OWN;
    }
    return holdBack.of(by, person) ? settle.blocked(by, alert) : SettleAlert.Outcome.GONE;
  }
}
