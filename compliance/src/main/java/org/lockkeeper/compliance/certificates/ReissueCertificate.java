package org.lockkeeper.compliance.certificates;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Issues a certificate once more: the same content under a new signature with a new date.
 * Earlier issues stay valid.
 */
@Workflow
public class ReissueCertificate {

  private final IssueSteps steps;
  private final SignIssue sign;

  @Inject
  public ReissueCertificate(IssueSteps steps, SignIssue sign) {
    this.steps = steps;
    this.sign = sign;
  }

  /** What became of it. */
  public sealed interface Result {
    /** It was issued, and waits for the log's seal. */
    record Issued(int number) implements Result {}

    /** The newest issue still waits for the log's seal: there is nothing to gain by another. */
    record Waiting() implements Result {}

    /** The seller has no such certificate. */
    record NotFound() implements Result {}
  }

  /** Issues it once more. */
  public Result of(SellerId seller, UUID id, Actor actor) {
    Optional<Certificate> certificate = steps.find(seller, id);
    List<Certificate.Issue> issues = steps.issues(seller, id);
    if (certificate.isEmpty() || issues.isEmpty()) {
      return new Result.NotFound();
    }
    if (issues.getFirst().sealing().isEmpty()) {
      return new Result.Waiting();
    }
    int number = issues.getFirst().number() + 1;
    Draft draft = steps.again(certificate.get(), number);
    // Whoever was faster with the same number has done what was asked for.
    steps.storeAgain(certificate.get(), sign.of(draft), actor);
    return new Result.Issued(number);
  }
}
