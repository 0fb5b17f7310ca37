package org.lockkeeper.compliance.access.issuer;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Workflow;

/** Lets one of our people in by what the organisation's issuer proves. */
@Workflow
public class SignInByIssuer {

  private static final System.Logger LOG = System.getLogger(SignInByIssuer.class.getName());

  private final Issuer issuer;
  private final IssuerSteps steps;

  @Inject
  public SignInByIssuer(Issuer issuer, IssuerSteps steps) {
    this.issuer = issuer;
    this.steps = steps;
  }

  /** Whether there is an issuer. */
  public boolean offered() {
    return issuer.present();
  }

  /** Where the browser goes; empty if there is no issuer, or it does not answer. */
  public Optional<URI> question(Attempt attempt, URI callback) {
    try {
      return issuer.present() ? Optional.of(issuer.question(attempt, callback)) : Optional.empty();
    } catch (PlatformTrouble e) {
      LOG.log(Level.WARNING, "oidc.unavailable kind={0}", e.kind());
      return Optional.empty();
    }
  }

  /**
   * Takes the answer.
   *
   * @return the account; empty for whatever reason, which is not told
   */
  public Optional<Account> account(Map<String, String> answer, Attempt attempt, URI callback) {
    if (!issuer.present()) {
      return Optional.empty();
    }
    Optional<Account> account = proved(answer, attempt, callback).flatMap(steps::account);
    if (account.isEmpty()) {
      steps.refused();
    }
    return account;
  }

  private Optional<Issuer.Identity> proved(
      Map<String, String> answer, Attempt attempt, URI callback) {
    try {
      return issuer.proved(answer, attempt, callback);
    } catch (PlatformTrouble e) {
      LOG.log(Level.WARNING, "oidc.unavailable kind={0}", e.kind());
      return Optional.empty();
    }
  }
}
