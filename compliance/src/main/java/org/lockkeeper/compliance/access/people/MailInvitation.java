package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Mails the link of an invitation. A node that dies after the code was made makes another; the
 * first one was never told to anybody, and opens nothing.
 */
@Workflow
public class MailInvitation implements ErrandHandler {

  static final String KIND = "mail-invitation";

  private final InvitationSteps steps;
  private final Postman postman;

  @Inject
  public MailInvitation(InvitationSteps steps, Postman postman) {
    this.steps = steps;
    this.postman = postman;
  }

  static Errand errand(SellerId seller, UUID account, Instant invitedAt) {
    return new Errand(KIND, seller, account + "/" + invitedAt.toEpochMilli());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    String subject = errand.subject();
    steps
        .mail(errand.seller(), UUID.fromString(subject.substring(0, subject.indexOf('/'))))
        .ifPresent(postman::send);
    return Outcome.DONE;
  }
}
