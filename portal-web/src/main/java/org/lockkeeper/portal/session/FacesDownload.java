package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends it as the answer to the Faces request. */
@ApplicationScoped
class FacesDownload implements Download {

  @Override
  public void file(String name, String type, byte[] content) {
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException("a file's name is plain");
    }
    try {
      FacesContext faces = FacesContext.getCurrentInstance();
      ExternalContext answer = faces.getExternalContext();
      answer.setResponseContentType(type);
      answer.setResponseContentLength(content.length);
      answer.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
      answer.setResponseHeader("Cache-Control", "no-store");
      answer.getResponseOutputStream().write(content);
      faces.responseComplete();
    } catch (IOException e) {
      throw new UncheckedIOException("the file could not be sent", e);
    }
  }
}
