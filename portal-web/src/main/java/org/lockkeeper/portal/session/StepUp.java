package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Whether this page has to ask for a second factor before it does what was wished. */
@Named
@RequestScoped
public class StepUp {

  /** The part of every page that asks. */
  static final String ID = "step-up";

  private static final String ASKED = "lockkeeper.step-up";

  private final HttpServletRequest request;

  @Inject
  StepUp(HttpServletRequest request) {
    this.request = request;
  }

  static void ask(HttpServletRequest request) {
    request.setAttribute(ASKED, true);
  }

  /** Whether something was wished that needs a fresh second factor. */
  public boolean asked() {
    return request.getAttribute(ASKED) != null;
  }

  /** Where it is shown; it leads back to this page. */
  public String path() {
    String query = request.getQueryString();
    String page = RequestPath.of(request).replaceFirst("\\.xhtml$", "");
    return ReturnPath.of(query == null ? page : page + "?" + query)
        .or(() -> ReturnPath.of(page))
        .map(to -> "/confirm?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8))
        .orElse("/confirm");
  }
}
