package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cookies that we set ourselves: read by no script, sent by no other site, and over a secure
 * way bound to exactly this host (RFC 6265bis, prefix {@code __Host-}), so that no neighbour of the
 * same domain can set them. Over a secure way the name without the prefix counts for nothing.
 */
@ApplicationScoped
public class OurCookies {

  private static final String BOUND = "__Host-";

  private final RemoteIp remote;
  private final PublicAddress address;

  @Inject
  OurCookies(RemoteIp remote, PublicAddress address) {
    this.remote = remote;
    this.address = address;
  }

  /** The name of a cookie under which a browser keeps it. */
  static String name(String name, boolean secure) {
    return secure ? BOUND + name : name;
  }

  /** What the browser has under that name. */
  public Optional<String> value(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    String kept = name(name, secure(request));
    return cookies == null
        ? Optional.empty()
        : Stream.of(cookies)
            .filter(cookie -> cookie.getName().equals(kept))
            .map(Cookie::getValue)
            .findFirst();
  }

  /**
   * A cookie to be given.
   *
   * @param age how long it is kept; nothing takes it away
   */
  public Cookie of(HttpServletRequest request, String name, String value, Duration age) {
    boolean secure = secure(request);
    Cookie cookie = new Cookie(name(name, secure), value);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setPath("/");
    cookie.setMaxAge(Math.toIntExact(age.toSeconds()));
    cookie.setAttribute("SameSite", "Strict");
    return cookie;
  }

  private boolean secure(HttpServletRequest request) {
    return address.secure() || remote.secure(request);
  }
}
