package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.RememberDevice;

/**
 * By which a browser that has signed in is told from a stranger's. It opens nothing; it lets its
 * owner try a password while strangers lock the account.
 */
@ApplicationScoped
class DeviceCookie {

  static final String NAME = "lockkeeper-device";

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final RememberDevice remember;
  private final PasswordPolicy policy;
  private final OurCookies cookies;

  @Inject
  DeviceCookie(RememberDevice remember, PasswordPolicy policy, OurCookies cookies) {
    this.remember = remember;
    this.policy = policy;
    this.cookies = cookies;
  }

  /** What the browser says it is known by. */
  Optional<String> value(HttpServletRequest request) {
    return cookies.value(request, NAME).filter(value -> VALUE.matcher(value).matches());
  }

  /** Knows the browser by another value from now on. */
  void renew(Account account, HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(
        cookies.of(request, NAME, remember.of(account, value(request)), policy.deviceKnownFor()));
  }
}
