package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Sends it as the answer to the Faces request. Making a file takes time, and so does sending it: if
 * the person's session ends meanwhile, nothing more is sent (F48).
 */
@ApplicationScoped
class FacesDownload implements Download {

  private static final int PART = 512 * 1024;

  private final SignedIn signedIn;
  private final KnownSessions sessions;
  private final Redirect redirect;

  @Inject
  FacesDownload(SignedIn signedIn, KnownSessions sessions, Redirect redirect) {
    this.signedIn = signedIn;
    this.sessions = sessions;
    this.redirect = redirect;
  }

  @Override
  public void file(String name, String type, byte[] content) {
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException("a file's name is plain");
    }
    try {
      FacesContext faces = FacesContext.getCurrentInstance();
      if (!allowed()) {
        redirect.to("/sign-in");
        return;
      }
      ExternalContext answer = faces.getExternalContext();
      answer.setResponseContentType(type);
      answer.setResponseContentLength(content.length);
      answer.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
      answer.setResponseHeader("Cache-Control", "no-store");
      OutputStream out = answer.getResponseOutputStream();
      for (int from = 0; from < content.length; from += PART) {
        if (!allowed()) {
          faces.responseComplete();
          throw new IOException("the session has ended");
        }
        out.write(content, from, Math.min(PART, content.length - from));
      }
      faces.responseComplete();
    } catch (IOException e) {
      throw new UncheckedIOException("the file could not be sent", e);
    }
  }

  /** Whether the session is still there; a file for somebody with a link needs none. */
  private boolean allowed() {
    return !signedIn.present() || sessions.of(signedIn.session().id(), false).isPresent();
  }
}
