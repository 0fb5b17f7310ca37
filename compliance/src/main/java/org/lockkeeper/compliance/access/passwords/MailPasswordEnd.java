package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.util.UUID;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Workflow;

/** Mails somebody that the password ends soon. */
@Workflow
public class MailPasswordEnd implements ErrandHandler {

  /** The kind of these errands. */
  public static final String KIND = "mail-password-end";

  private final WarnSteps steps;
  private final Postman postman;

  @Inject
  public MailPasswordEnd(WarnSteps steps, Postman postman) {
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
