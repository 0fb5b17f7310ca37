package org.lockkeeper.portal.session;

import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Gives every failed request a reference number; its text stays in the log. A page whose state is
 * no longer held is no failure: the answer says so and leads back.
 */
public class FailureFilter extends HttpFilter {

  /** Where the page of an expired view leads back to. */
  private static final String AGAIN = "lockkeeper.again";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      chain.doFilter(new ErrorRequest(request), response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      if (isExpired(e)) {
        request.setAttribute(AGAIN, ReturnPath.of(RequestPath.of(request)).orElse("/"));
        response.sendError(HttpServletResponse.SC_CONFLICT);
        return;
      }
      Reference.give(request, e);
      if (response.isCommitted()) {
        throw e;
      }
      response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }

  private static boolean isExpired(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ViewExpiredException) {
        return true;
      }
    }
    return false;
  }
}
