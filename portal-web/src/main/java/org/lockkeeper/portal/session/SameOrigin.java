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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** The state of a page is held here; a browser has its number only, and never a state to read. */
  private static final Pattern HELD_HERE = Pattern.compile("-?[0-9]{1,20}:-?[0-9]{1,20}");

  /** What our pages send. A form of another site could carry JSON as plain text. */
  private static final Pattern FORM =
      Pattern.compile(
          "(application/x-www-form-urlencoded|multipart/form-data)\\s*(;|$)",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> OURS = Set.of("same-origin", "none");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String state = request.getParameter(VIEW_STATE);
    Optional<String> reason;
    if (HARMLESS.contains(request.getMethod())) {
      reason = state == null ? Optional.empty() : Optional.of("effect");
    } else if (RequestPath.of(request).startsWith("/webhooks/")) {
      reason = Optional.empty();
    } else {
      reason = fault(request, state);
    }
    if (reason.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    LOG.log(
        Level.WARNING, "request.refused reason={0} method={1}", reason.get(), request.getMethod());
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  /** Why what may change something is refused, in one word. */
  private static Optional<String> fault(HttpServletRequest request, @Nullable String state) {
    if (!request.getMethod().equals("POST")) {
      return Optional.of("method");
    }
    if (!isOurs(
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        request.getHeader("Host"))) {
      return Optional.of("origin");
    }
    String type = request.getContentType();
    if (type != null && !FORM.matcher(type).lookingAt()) {
      return Optional.of("type");
    }
    return state == null || HELD_HERE.matcher(state).matches()
        ? Optional.empty()
        : Optional.of("state");
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
