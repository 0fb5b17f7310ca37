package org.lockkeeper.portal.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.disposal.CatchUp;

/**
 * Lets nothing but health through while the database is behind the erasure ledger, and ever in a
 * restore drill: what a backup brought back is shown to nobody.
 */
public class CurrentOnly extends HttpFilter {

  /** What everybody reads who asks meanwhile. */
  static final String SENTENCE =
      "Lockkeeper is checking its database and serves nothing until that is done."
          + " Try again in a minute.\n";

  private final transient CatchUp catchUp;
  private final boolean drill;

  @Inject
  CurrentOnly(
      CatchUp catchUp,
      @ConfigProperty(name = "lockkeeper.drill", defaultValue = "false") boolean drill) {
    this.catchUp = catchUp;
    this.drill = drill;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = RequestPath.of(request);
    if ((catchUp.isCurrent() && !drill)
        || path.equals("/health/live")
        || path.equals("/health/ready")) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", "60");
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(SENTENCE);
  }
}
