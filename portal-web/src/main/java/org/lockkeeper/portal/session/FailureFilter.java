package org.lockkeeper.portal.session;

import jakarta.faces.application.ViewExpiredException;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;

/**
 * Gives every failed request a reference number; its text stays in the log. A page whose state is
 * no longer held is no failure: the answer says so and leads back. What a person may not do leaves
 * an audit entry and is answered as if the page were not there (F06).
 */
public class FailureFilter extends HttpFilter {

  /** Where the page of an expired view leads back to. */
  private static final String AGAIN = "lockkeeper.again";

  private final transient SignedIn signedIn;
  private final transient AuditTrail audit;

  @Inject
  FailureFilter(SignedIn signedIn, AuditTrail audit) {
    this.signedIn = signedIn;
    this.audit = audit;
  }

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
      Optional<NotPermitted> refused = NotPermitted.in(e);
      if (refused.isPresent()) {
        refuse(request, response, refused.get());
        return;
      }
      Reference.give(request, e);
      if (response.isCommitted()) {
        throw e;
      }
      response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }

  /** As if the page were not there, whether a page or a script asked. */
  private void refuse(
      HttpServletRequest request, HttpServletResponse response, NotPermitted refused)
      throws IOException {
    signedIn
        .someone()
        .ifPresent(
            person ->
                audit.recordFirst(
                    person.seller(),
                    person.actor(),
                    "access.denied",
                    "page:" + RequestPath.area(request),
                    Map.of(
                        "role", person.role().name(), "permission", refused.permission().name())));
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
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
