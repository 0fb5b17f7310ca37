package org.lockkeeper.compliance.reach;

import jakarta.inject.Inject;
import java.util.UUID;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Mails somebody the question whether they can be reached. A node that dies after the code was made
 * makes another; the first one was told to nobody.
 */
@Workflow
public class AskContact implements ErrandHandler {

  private static final String KIND = "ask-contact";

  private final AskSteps steps;
  private final Postman postman;

  @Inject
  public AskContact(AskSteps steps, Postman postman) {
    this.steps = steps;
    this.postman = postman;
  }

  static Errand errand(UUID test, ContactTests.Who who) {
    return new Errand(KIND, SellerId.PLATFORM, test + "/" + who.name());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    int slash = errand.subject().indexOf('/');
    steps
        .mail(
            UUID.fromString(errand.subject().substring(0, slash)),
            ContactTests.Who.valueOf(errand.subject().substring(slash + 1)))
        .ifPresent(postman::send);
    return Outcome.DONE;
  }
}
