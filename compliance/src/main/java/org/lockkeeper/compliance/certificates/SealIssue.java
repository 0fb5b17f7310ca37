package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Waits until the entry of an issue is sealed and witnessed, and keeps its proof with the issue.
 * Until then the page says that the certificate waits for the log's seal.
 */
@Workflow
public class SealIssue implements ErrandHandler {

  static final String KIND = "seal-certificate";

  /** The log is sealed every second. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final SealSteps steps;

  @Inject
  public SealIssue(SealSteps steps) {
    this.steps = steps;
  }

  static Errand errand(SellerId seller, UUID issue) {
    return new Errand(KIND, seller, issue.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    return steps.seal(errand.seller(), UUID.fromString(errand.subject()))
        ? Outcome.DONE
        : new Outcome.Again(PAUSE);
  }
}
