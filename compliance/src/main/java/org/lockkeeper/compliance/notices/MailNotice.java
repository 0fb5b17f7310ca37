package org.lockkeeper.compliance.notices;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Workflow;

/**
 * Mails a notice to one person. A node that dies between sending and noting it sends it again, with
 * the same message id.
 */
@Workflow
public class MailNotice implements ErrandHandler {

  /** The kind of these errands. */
  public static final String KIND = "mail-notice";

  private final MailSteps steps;
  private final Postman postman;

  @Inject
  public MailNotice(MailSteps steps, Postman postman) {
    this.steps = steps;
    this.postman = postman;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    int slash = errand.subject().indexOf('/');
    UUID notice = UUID.fromString(errand.subject().substring(0, slash));
    UUID account = UUID.fromString(errand.subject().substring(slash + 1));
    Optional<Postman.Mail> mail = steps.mail(errand.seller(), notice, account);
    if (mail.isPresent()) {
      postman.send(mail.get());
      steps.mailed(errand.seller(), notice, account);
    }
    return Outcome.DONE;
  }
}
