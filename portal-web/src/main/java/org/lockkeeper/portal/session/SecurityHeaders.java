package org.lockkeeper.portal.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * Gives every answer the headers that tell a browser what it must not do: pages, redirects,
 * refusals, errors and static files alike.
 *
 * <p>There is one content security policy. A page's own word on scripts, which carries its nonce,
 * takes the place of the plain one; a second header would be met as well as the first, and refuse
 * the nonce.
 */
public class SecurityHeaders extends HttpFilter {

  static final String CSP = "Content-Security-Policy";

  static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
          + " style-src 'self'; style-src-attr 'unsafe-inline'; ";

  private static final String PLAIN_SCRIPTS = "script-src 'self'";

  private final transient RemoteIp remote;

  @Inject
  SecurityHeaders(RemoteIp remote) {
    this.remote = remote;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader(CSP, POLICY + PLAIN_SCRIPTS);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(
        "Permissions-Policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
            + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (remote.secure(request)) {
      response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
    // The path as it is served: the address as sent may only begin like a file's.
    if (!request.getServletPath().startsWith("/jakarta.faces.resource/")) {
      response.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(request, new OnePolicy(response));
  }

  /** Joins what a page says of scripts with what holds for all. */
  private static final class OnePolicy extends HttpServletResponseWrapper {

    OnePolicy(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, name.equalsIgnoreCase(CSP) ? joined(value) : value);
    }

    @Override
    public void addHeader(String name, String value) {
      if (name.equalsIgnoreCase(CSP)) {
        super.setHeader(name, joined(value));
      } else {
        super.addHeader(name, value);
      }
    }

    private static String joined(String value) {
      return POLICY + (value.startsWith("script-src ") ? value : PLAIN_SCRIPTS);
    }
  }
}
