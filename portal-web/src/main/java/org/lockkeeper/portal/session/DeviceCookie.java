package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private final PublicAddress address;

  @Inject
  DeviceCookie(RememberDevice remember, PasswordPolicy policy, PublicAddress address) {
    this.remember = remember;
    this.policy = policy;
    this.address = address;
  }

  /** What the browser says it is known by. */
  Optional<String> value(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Stream.of(cookies)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .filter(value -> VALUE.matcher(value).matches())
            .findFirst();
  }

  /** Knows the browser by another value from now on. */
  void renew(Account account, HttpServletRequest request, HttpServletResponse response) {
    Cookie cookie = new Cookie(NAME, remember.of(account, value(request)));
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure() || "https".equals(address.page("/").getScheme()));
    cookie.setPath("/");
    cookie.setMaxAge(Math.toIntExact(policy.deviceKnownFor().toSeconds()));
    cookie.setAttribute("SameSite", "Strict");
    response.addCookie(cookie);
  }
}
