package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers through the Faces request. */
@ApplicationScoped
class FacesRedirect implements Redirect {

  @Override
  public void to(String path) {
    try {
      FacesContext faces = FacesContext.getCurrentInstance();
      faces.getExternalContext().redirect(path);
      faces.responseComplete();
    } catch (IOException e) {
      throw new UncheckedIOException("the answer could not be sent", e);
    }
  }

  @Override
  public void nowhere() {
    try {
      FacesContext faces = FacesContext.getCurrentInstance();
      // No text: the page of 404 is the same for everything.
      ((HttpServletResponse) faces.getExternalContext().getResponse())
          .sendError(HttpServletResponse.SC_NOT_FOUND);
      faces.responseComplete();
    } catch (IOException e) {
      throw new UncheckedIOException("the answer could not be sent", e);
    }
  }
}
