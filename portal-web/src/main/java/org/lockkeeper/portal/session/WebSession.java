package org.lockkeeper.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;

/** What of a person is kept between two requests: the id of the account. */
final class WebSession {

  private static final String ACCOUNT = "lockkeeper.account";

  private WebSession() {}

  /** Begins a session under a new id, so that one known to somebody else is worth nothing. */
  static void begin(HttpServletRequest request, Account account) {
    HttpSession session = request.getSession(true);
    request.changeSessionId();
    session.setAttribute(ACCOUNT, account.id());
  }

  static Optional<UUID> account(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(ACCOUNT))
        .filter(UUID.class::isInstance)
        .map(UUID.class::cast);
  }

  static void end(HttpServletRequest request) {
    Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
  }
}
