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
import org.lockkeeper.compliance.access.sessions.RaiseSession;

/** {@code /confirm}: a second factor once more, before what matters most. */
@Named
@RequestScoped
public class Confirm {

  private final SecondFactorForm form;
  private final RaiseSession sessions;
  private final SignedIn signedIn;
  private final HttpServletRequest request;
  private final Redirect redirect;
  private final WebSession web;
  private final Clock clock;

  @Inject
  Confirm(
      SecondFactorForm form,
      RaiseSession sessions,
      SignedIn signedIn,
      HttpServletRequest request,
      Redirect redirect,
      WebSession web,
      Clock clock) {
    this.form = form;
    this.sessions = sessions;
    this.signedIn = signedIn;
    this.request = request;
    this.redirect = redirect;
    this.web = web;
    this.clock = clock;
  }

  /** Goes back to the page that asked, if the answer is right. */
  public void answer() {
    if (form.check()) {
      confirmed();
    }
  }

  private void confirmed() {
    Optional<Session> raised = sessions.raised(signedIn.session(), clock.instant());
    raised.ifPresentOrElse(
        session ->
            web.raise(
                request,
                (HttpServletResponse)
                    FacesContext.getCurrentInstance().getExternalContext().getResponse(),
                session),
        () -> WebSession.end(request));
    redirect.to(raised.isPresent() ? back() : "/sign-in");
  }

  /** The page that asked, or home. */
  public String back() {
    return ReturnPath.of(request.getParameter(ReturnPath.PARAMETER))
        .orElseGet(() -> Home.of(signedIn.account().role()));
  }
}
