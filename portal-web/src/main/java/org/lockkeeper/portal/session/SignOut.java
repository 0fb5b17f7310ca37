package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.access.sessions.EndSessions.Why;

/** Ends the session, and has the browser forget what it saw. */
@Named
@RequestScoped
public class SignOut {

  private final SignedIn signedIn;
  private final EndSessions sessions;
  private final HttpServletRequest request;
  private final Redirect redirect;

  @Inject
  SignOut(SignedIn signedIn, EndSessions sessions, HttpServletRequest request, Redirect redirect) {
    this.signedIn = signedIn;
    this.sessions = sessions;
    this.request = request;
    this.redirect = redirect;
  }

  /** Signs out and goes to the sign-in page. */
  public void now() {
    if (signedIn.present()) {
      Session mine = signedIn.session();
      sessions.one(mine.seller(), mine.account(), mine.id(), Why.SIGN_OUT, signedIn.actor());
    }
    WebSession.end(request);
    ((HttpServletResponse) FacesContext.getCurrentInstance().getExternalContext().getResponse())
        .setHeader("Clear-Site-Data", "\"cache\", \"cookies\"");
    redirect.to("/sign-in");
  }
}
