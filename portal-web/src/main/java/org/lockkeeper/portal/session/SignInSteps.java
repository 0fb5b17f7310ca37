package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;

/** The way from the password to the page that was wanted, which each step hands on to the next. */
@RequestScoped
class SignInSteps {

  static final String SIGN_IN = "/sign-in";

  private static final String SECOND_FACTOR = "/second-factor";
  private static final String ENROLL = "/enroll";

  private final HttpServletRequest request;

  @Inject
  SignInSteps(HttpServletRequest request) {
    this.request = request;
  }

  /** Where a second factor is asked for. */
  String secondFactor() {
    return SECOND_FACTOR + handedOn();
  }

  /** Where a first second factor is taken on. */
  String enroll() {
    return ENROLL + handedOn();
  }

  /** The page that was wanted, or the person's first one. */
  String wanted(Account account) {
    return asked().orElseGet(() -> Home.of(account.role()));
  }

  private String handedOn() {
    return asked().map(to -> "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).orElse("");
  }

  private Optional<String> asked() {
    return ReturnPath.of(request.getParameter(ReturnPath.PARAMETER));
  }
}
