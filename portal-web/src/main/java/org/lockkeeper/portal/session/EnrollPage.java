package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.factors.EnrollFactors;
import org.lockkeeper.compliance.access.factors.KeepFactors;
import org.lockkeeper.compliance.access.sessions.RaiseSession;

/**
 * {@code /enroll}: takes the first second factor on, before the first page, and then tells
 * the recovery codes, once.
 */
@Named
@RequestScoped
public class EnrollPage {

  private final EnrollForm form;
  private final EnrollFactors enroll;
  private final KeepFactors keep;
  private final RaiseSession sessions;
  private final SignedIn signedIn;
  private final SignInSteps steps;
  private final HttpServletRequest request;
  private final Redirect redirect;
  private final WebSession web;
  private final Clock clock;

  private List<String> codes = List.of();

  @Inject
  EnrollPage(
      EnrollForm form,
      EnrollFactors enroll,
      KeepFactors keep,
      RaiseSession sessions,
      SignedIn signedIn,
      SignInSteps steps,
      HttpServletRequest request,
      Redirect redirect,
      WebSession web,
      Clock clock) {
    this.form = form;
    this.enroll = enroll;
    this.keep = keep;
    this.sessions = sessions;
    this.signedIn = signedIn;
    this.steps = steps;
    this.request = request;
    this.redirect = redirect;
    this.web = web;
    this.clock = clock;
  }

  /** Sends on who has a factor already: only who has none begins here. */
  public void check() {
    if (!codes.isEmpty()) {
      return;
    }
    if (signedIn.session().level() == Session.Level.FULL) {
      redirect.to(steps.wanted(signedIn.account()));
    } else if (!enroll.mayBegin(signedIn.account())) {
      redirect.to(steps.secondFactor());
    }
  }

  /** Takes the factor on that was shown, lets the person in, and makes recovery codes. */
  public void add() {
    if (signedIn.session().level() == Session.Level.FULL
        || !enroll.mayBegin(signedIn.account())
        || !form.add()) {
      return;
    }
    Optional<Session> raised = sessions.raised(signedIn.session(), clock.instant());
    if (raised.isEmpty()) {
      redirect.to(SignInSteps.SIGN_IN);
      return;
    }
    web.raise(
        request,
        (HttpServletResponse) FacesContext.getCurrentInstance().getExternalContext().getResponse(),
        raised.get());
    codes = keep.renewCodes(signedIn.account());
  }

  /** The recovery codes, in the one answer that shows them. */
  public List<String> codes() {
    return codes;
  }

  /** Where to go on. */
  public String onward() {
    return steps.wanted(signedIn.account());
  }
}
