package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.util.UUID;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Workflow;

/**
 * Mails a link to somebody who has forgotten the password. A node that dies after the link was made
 * makes another; the first one was never told to anybody.
 */
@Workflow
public class MailReset implements ErrandHandler {

  /** The kind of these errands. */
  public static final String KIND = "mail-password-reset";

  private final ResetSteps steps;
  private final Postman postman;

  @Inject
  public MailReset(ResetSteps steps, Postman postman) {
    this.steps = steps;
    this.postman = postman;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    steps.mail(errand.seller(), UUID.fromString(errand.subject())).ifPresent(postman::send);
    return Outcome.DONE;
  }
}
