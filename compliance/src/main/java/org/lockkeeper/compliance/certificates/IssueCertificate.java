package org.lockkeeper.compliance.certificates;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.retention.CertificateStage;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCertificate;

/**
 * Issues the certificate of a deletion case: reads what the case did, asks every store
 * again, signs, and stores it with its entry in the audit log. One certificate for each case and
 * stage, whatever dies in between: nothing is kept before all of it is. As long as any store holds
 * something, there is none.
 */
@Workflow
public class IssueCertificate implements ErrandHandler {

  static final String KIND = "issue-certificate";

  private static final System.Logger LOG = System.getLogger(IssueCertificate.class.getName());

  /** After how long a refused certificate is tried again; the erasers have run again by then. */
  private static final Duration REFUSED_PAUSE = Duration.ofMinutes(15);

  /** After how long it is asked again whether the case has come so far. */
  private static final Duration EARLY_PAUSE = Duration.ofMinutes(1);

  private final IssueSteps steps;
  private final SignIssue sign;
  private final TellPeople tell;

  @Inject
  public IssueCertificate(IssueSteps steps, SignIssue sign, TellPeople tell) {
    this.steps = steps;
    this.sign = sign;
    this.tell = tell;
  }

  /** The errand that issues it. */
  public static Errand errand(
      SellerId seller, DeletionCaseId deletionCase, CertificateStage stage) {
    return new Errand(KIND, seller, deletionCase + "/" + stage.number());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    int slash = errand.subject().indexOf('/');
    DeletionCaseId deletionCase = DeletionCaseId.of(errand.subject().substring(0, slash));
    CertificateStage stage =
        CertificateStage.of(Integer.parseInt(errand.subject().substring(slash + 1)));
    try {
      Optional<Draft> draft = steps.draft(errand.seller(), deletionCase, stage);
      if (draft.isPresent()) {
        steps.store(draft.get().certificate(), sign.of(draft.get()));
      }
      return Outcome.DONE;
    } catch (DeletionCertificate.StillThere e) {
      LOG.log(WARNING, "certificate.refused case={0} stage={1}", deletionCase, stage.number());
      steps.refused(errand.seller(), deletionCase, stage);
      // The case is its seller's, the notice ours: two transactions. The same one is raised once.
      tell.of(
          SellerId.PLATFORM,
          Notice.Kind.CERTIFICATE_WAITS,
          "deletion-case:" + deletionCase,
          "lockkeeper",
          errand.seller().toString(),
          Instant.EPOCH,
          stage.number());
      return new Outcome.Again(REFUSED_PAUSE);
    } catch (IssueSteps.TooEarly e) {
      return new Outcome.Again(EARLY_PAUSE);
    }
  }
}
