package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Mails a link to somebody who has left. A node that dies after the link was made makes
 * another; the first one was never told to anybody, and ends by itself.
 */
@Workflow
public class MailCertificateLink implements ErrandHandler {

  static final String KIND = "mail-certificate-link";

  private final LinkSteps steps;
  private final Postman postman;

  @Inject
  public MailCertificateLink(LinkSteps steps, Postman postman) {
    this.steps = steps;
    this.postman = postman;
  }

  static Errand errand(SellerId seller, UUID certificate, UUID account) {
    return new Errand(KIND, seller, certificate + "/" + account);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    int slash = errand.subject().indexOf('/');
    Optional<Postman.Mail> mail =
        steps.mail(
            errand.seller(),
            UUID.fromString(errand.subject().substring(0, slash)),
            UUID.fromString(errand.subject().substring(slash + 1)));
    mail.ifPresent(postman::send);
    return Outcome.DONE;
  }
}
