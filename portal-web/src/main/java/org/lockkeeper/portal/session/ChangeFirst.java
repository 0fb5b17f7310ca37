package org.lockkeeper.portal.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.Session;

/**
 * Whose password has had its time changes it before doing anything else. Asked once in each
 * session: a session does not outlast the notice of a day.
 */
public class ChangeFirst extends HttpFilter {

  /** For which session the password was found to be young enough. */
  static final String ASKED = "lockkeeper.password-asked";

  private static final Pattern AREA = Pattern.compile("/(seller|support|admin)(/.*)?");
  private static final Pattern CHANGE =
      Pattern.compile("/(seller|support|admin)/change-password(\\.xhtml)?");

  private final transient SignedIn signedIn;
  private final transient DuePasswords passwords;

  @Inject
  ChangeFirst(SignedIn signedIn, DuePasswords passwords) {
    this.signedIn = signedIn;
    this.passwords = passwords;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = RequestPath.of(request);
    if (!signedIn.present()
        || signedIn.session().level() != Session.Level.FULL
        || !AREA.matcher(path).matches()
        || CHANGE.matcher(path).matches()
        || !due(request)) {
      chain.doFilter(request, response);
    } else {
      response.sendRedirect(Home.changePassword(signedIn.account().role()));
    }
  }

  private boolean due(HttpServletRequest request) {
    UUID session = signedIn.session().id();
    boolean asked =
        Optional.ofNullable(request.getSession(false))
            .map(held -> held.getAttribute(ASKED))
            .filter(session::equals)
            .isPresent();
    if (asked) {
      return false;
    }
    boolean due = passwords.due(signedIn.account());
    if (!due) {
      request.getSession(true).setAttribute(ASKED, session);
    }
    return due;
  }
}
