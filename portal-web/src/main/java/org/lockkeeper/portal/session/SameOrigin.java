package org.lockkeeper.portal.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another site makes a browser send: a request that may change something must
 * come from our own pages. Channels send their webhooks from elsewhere; those are signed instead.
 *
 * <p>Because our pages send no referrer, browsers send the origin of our own forms as {@code null};
 * it counts as ours only if the browser itself says that the request is of the same origin.
 */
public class SameOrigin extends HttpFilter {

  private static final Logger LOG = System.getLogger(SameOrigin.class.getName());
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  /** Faces takes any request that has it for a form that was sent, so looking must not have it. */
  private static final String VIEW_STATE = "jakarta.faces.ViewState";

  private static final Set<String> OURS = Set.of("same-origin", "none");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (HARMLESS.contains(request.getMethod())
        ? request.getParameter(VIEW_STATE) == null
        : RequestPath.of(request).startsWith("/webhooks/")
            || isOurs(
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.getHeader("Host"))) {
      chain.doFilter(request, response);
      return;
    }
    LOG.log(Level.WARNING, "request.refused reason=origin method={0}", request.getMethod());
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  static boolean isOurs(@Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null && !OURS.contains(site)) {
      return false;
    }
    if (origin == null) {
      return true;
    }
    if (origin.equals("null")) {
      return site != null;
    }
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
