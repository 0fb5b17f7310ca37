package org.lockkeeper.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** The number by which a person and the log speak of the same failure. */
final class Reference {

  private static final Logger LOG = System.getLogger(Reference.class.getName());
  private static final String ATTRIBUTE = "lockkeeper.reference";

  private Reference() {}

  /** Logs a failure under a new number, and keeps the number for the error page. */
  static void give(HttpServletRequest request, Throwable failure) {
    if (request.getAttribute(ATTRIBUTE) == null) {
      String reference = UUID.randomUUID().toString().substring(0, 13);
      request.setAttribute(ATTRIBUTE, reference);
      LOG.log(Level.ERROR, "request.failed reference=" + reference, failure);
    }
  }
}
