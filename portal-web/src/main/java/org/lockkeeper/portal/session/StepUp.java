package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Whether this page has to ask for a second factor before it does what was wished. */
@Named
@RequestScoped
public class StepUp {

  /** The part of every page that asks. */
  static final String ID = "step-up";

  /** What pages are told in their address. */
  private static final List<String> NAMES =
      List.of(
          "seller",
          "id",
          "connection",
          "who",
          "of",
          "case",
          "hold",
          "incident",
          "alert",
          "entry",
          "kind",
          "control");

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
    String page = RequestPath.of(request).replaceFirst("\\.xhtml$", "");
    // A form's address has no query: what names the page's object is in its hidden fields.
    String query =
        NAMES.stream()
            .filter(name -> request.getParameter(name) != null)
            .map(name -> name + "=" + request.getParameter(name))
            .collect(Collectors.joining("&"));
    return ReturnPath.of(query.isEmpty() ? page : page + "?" + query)
        .or(() -> ReturnPath.of(page))
        .map(to -> "/confirm?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8))
        .orElse("/confirm");
  }
}
