package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Ends the session, and has the browser forget what it saw. */
@Named
@RequestScoped
public class SignOut {

  private final HttpServletRequest request;
  private final Redirect redirect;

  @Inject
  SignOut(HttpServletRequest request, Redirect redirect) {
    this.request = request;
    this.redirect = redirect;
  }

  /** Signs out and goes to the sign-in page. */
  public void now() {
    WebSession.end(request);
    ((HttpServletResponse) FacesContext.getCurrentInstance().getExternalContext().getResponse())
        .setHeader("Clear-Site-Data", "\"cache\", \"cookies\"");
    redirect.to("/sign-in");
  }
}
