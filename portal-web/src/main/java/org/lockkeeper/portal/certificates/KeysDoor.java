package org.lockkeeper.portal.certificates;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lockkeeper.compliance.certificates.PublishKeys;

/**
 * {@code /.well-known/lockkeeper-keys}: the public keys of certificates, log and witnesses, in the
 * canonical form that the offline verifier takes.
 */
@WebServlet("/.well-known/lockkeeper-keys")
public class KeysDoor extends HttpServlet {

  private final transient PublishKeys keys;

  @Inject
  KeysDoor(PublishKeys keys) {
    this.keys = keys;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] document = keys.document();
    response.setContentType("application/json");
    response.setHeader("Content-Disposition", "attachment; filename=\"lockkeeper-keys.json\"");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
