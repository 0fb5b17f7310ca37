package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Session;

/** What of a person is kept between two requests: the random id of a session. */
@ApplicationScoped
public class WebSession {

  static final String ID = "lockkeeper.session";

  private final BrowserKey key;

  @Inject
  WebSession(BrowserKey key) {
    this.key = key;
  }

  /**
   * Begins anew, with nothing of before: neither the browser's id, which somebody else may know,
   * nor what another person left behind.
   */
  void begin(HttpServletRequest request, HttpServletResponse response, Session session) {
    end(request);
    request.getSession(true).setAttribute(ID, session.id());
    key.renew(request, response);
  }

  /** Goes on under a new id and key of the browser's; the pages that are open stay so. */
  void raise(HttpServletRequest request, HttpServletResponse response, Session session) {
    HttpSession held = request.getSession(true);
    request.changeSessionId();
    held.setAttribute(ID, session.id());
    key.renew(request, response);
  }

  /** The session that this browser was given; empty if it shows the id without the key. */
  Optional<UUID> id(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(ID))
        .filter(UUID.class::isInstance)
        .map(UUID.class::cast)
        .filter(id -> key.fits(request));
  }

  static void end(HttpServletRequest request) {
    Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
  }
}
