package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Instant;
import org.lockkeeper.kernel.Workflow;

/** Asks for the renewal of what is due: a bounded number at a time, fair between sellers. */
@Workflow
public class RenewDueTokens {

  private static final int MOST = 500;

  private final RenewalSteps steps;
  private final AskForRenewal ask;

  @Inject
  public RenewDueTokens(RenewalSteps steps, AskForRenewal ask) {
    this.steps = steps;
    this.ask = ask;
  }

  /**
   * Asks for the renewal of everything that is due.
   *
   * @return how many
   */
  public int asOf(Instant now) {
    int asked = 0;
    for (Renewals.Due due : steps.due(now, MOST)) {
      ask.of(due.seller(), due.connection());
      asked++;
    }
    return asked;
  }
}
