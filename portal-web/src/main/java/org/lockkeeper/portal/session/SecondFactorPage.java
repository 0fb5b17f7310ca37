package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.factors.EnrollFactors;
import org.lockkeeper.compliance.access.sessions.RaiseSession;

/** {@code /second-factor}: the step after the password. Without it nothing else opens. */
@Named
@RequestScoped
public class SecondFactorPage {

  private final SecondFactorForm form;
  private final EnrollFactors enroll;
  private final RaiseSession sessions;
  private final SignedIn signedIn;
  private final SignInSteps steps;
  private final HttpServletRequest request;
  private final Redirect redirect;
  private final WebSession web;
  private final Clock clock;

  @Inject
  SecondFactorPage(
      SecondFactorForm form,
      EnrollFactors enroll,
      RaiseSession sessions,
      SignedIn signedIn,
      SignInSteps steps,
      HttpServletRequest request,
      Redirect redirect,
      WebSession web,
      Clock clock) {
    this.form = form;
    this.enroll = enroll;
    this.sessions = sessions;
    this.signedIn = signedIn;
    this.steps = steps;
    this.request = request;
    this.redirect = redirect;
    this.web = web;
    this.clock = clock;
  }

  /** Sends on who is in already, and who has nothing to answer with yet. */
  public void check() {
    if (signedIn.session().level() == Session.Level.FULL) {
      redirect.to(steps.wanted(signedIn.account()));
    } else if (form.ways().none() && enroll.mayBegin(signedIn.account())) {
      redirect.to(steps.enroll());
    }
  }

  /** Lets the person in who answers right. */
  public void answer() {
    if (form.check()) {
      Optional<Session> raised = sessions.raised(signedIn.session(), clock.instant());
      raised.ifPresent(
          session ->
              web.raise(
                  request,
                  (HttpServletResponse)
                      FacesContext.getCurrentInstance().getExternalContext().getResponse(),
                  session));
      redirect.to(raised.isPresent() ? steps.wanted(signedIn.account()) : SignInSteps.SIGN_IN);
    }
  }

  /** Whether the person has factors, and none that may be used any more. */
  public boolean locked() {
    return form.ways().none();
  }
}
