package org.lockkeeper.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Session;

/** What of a person is kept between two requests: the random id of a session. */
final class WebSession {

  static final String ID = "lockkeeper.session";

  private WebSession() {}

  /**
   * Begins anew, with nothing of before: neither the browser's id, which somebody else may know,
   * nor what another person left behind.
   */
  static void begin(HttpServletRequest request, Session session) {
    end(request);
    request.getSession(true).setAttribute(ID, session.id());
  }

  /** Goes on under a new id of the browser's as well; the pages that are open stay so. */
  static void raise(HttpServletRequest request, Session session) {
    HttpSession held = request.getSession(true);
    request.changeSessionId();
    held.setAttribute(ID, session.id());
  }

  static Optional<UUID> id(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(ID))
        .filter(UUID.class::isInstance)
        .map(UUID.class::cast);
  }

  static void end(HttpServletRequest request) {
    Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
  }
}
