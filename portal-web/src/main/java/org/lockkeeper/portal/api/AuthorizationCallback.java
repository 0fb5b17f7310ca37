package org.lockkeeper.portal.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.credentials.CompleteAuthorization;
import org.lockkeeper.credentials.CompleteAuthorization.Result;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.portal.session.BrowserSession;
import org.lockkeeper.portal.session.PublicAddress;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/**
 * {@code GET /connect/{platform}/callback}: where platforms send a seller's browser back to. It
 * comes from another site and so without our cookie, which is for our own pages only; the answer is
 * a page that goes on to {@code /connect/{platform}/return} with the same query, now from here.
 * That one takes the code in and ends at an address without any query, so that no code stays behind
 * in the browser's history, a log or a referrer.
 */
@WebServlet(name = "connect", urlPatterns = "/connect/*")
public class AuthorizationCallback extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final System.Logger LOG = System.getLogger(AuthorizationCallback.class.getName());
  private static final String PAGE = "/seller/channels";
  private static final int LONGEST_QUERY = 8_000;

  private final transient CompleteAuthorization complete;
  private final transient PublicAddress address;
  private final transient SignedIn signedIn;
  private final transient BrowserSession session;
  private final transient ActorOfTheThread actor;
  private final transient AuditTrail audit;
  private final transient Texts texts;

  @Inject
  public AuthorizationCallback(
      CompleteAuthorization complete,
      PublicAddress address,
      SignedIn signedIn,
      BrowserSession session,
      ActorOfTheThread actor,
      AuditTrail audit,
      Texts texts) {
    this.complete = complete;
    this.address = address;
    this.signedIn = signedIn;
    this.session = session;
    this.actor = actor;
    this.audit = audit;
    this.texts = texts;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] path = Optional.ofNullable(request.getPathInfo()).orElse("").split("/", -1);
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    if (path.length != 3
        || !path[1].matches("[a-z][a-z0-9]{1,29}")
        || query.length() > LONGEST_QUERY) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    switch (path[2]) {
      case "callback" -> goOn(path[1], query, response);
      case "return" -> take(path[1], request, response);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void goOn(String platform, String query, HttpServletResponse response)
      throws IOException {
    String here = escaped("/connect/" + platform + "/return?" + query);
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            "<!doctype html><html lang=\""
                + texts.locale().getLanguage()
                + "\"><head><meta charset=\"utf-8\"><title>Lockkeeper</title>"
                + "<meta http-equiv=\"refresh\" content=\"0;url="
                + here
                + "\"></head><body><p><a id=\"go-on\" href=\""
                + here
                + "\">"
                + escaped(texts.get("common.connect.button.go-on"))
                + "</a></p></body></html>");
  }

  private void take(String platform, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Platform whom = new Platform(platform);
    Result result =
        actor.as(
            signedIn.actor(),
            () ->
                complete.of(
                    signedIn.seller(),
                    session.digest(),
                    whom,
                    once(request),
                    address.callback(platform),
                    signedIn.actor()));
    BrowserSession.News news = news(result, platform);
    LOG.log(Level.INFO, "authorization.came-back platform={0} outcome={1}", whom, news.outcome());
    if (!(result instanceof Result.Connected)) {
      audit.recordFirst(
          signedIn.seller(),
          signedIn.actor(),
          "grant.not-given",
          "platform:" + whom,
          Map.of("outcome", news.outcome()));
    }
    session.leave(news);
    response.sendRedirect(PAGE);
  }

  /** A parameter that comes twice is nobody's documented answer. */
  private static Map<String, String> once(HttpServletRequest request) {
    Map<String, String> query = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> query.put(name, values.length == 1 ? values[0] : ""));
    return query;
  }

  private static BrowserSession.News news(Result result, String platform) {
    return switch (result) {
      case Result.Connected c ->
          new BrowserSession.News(
              c.renewed() ? "renewed" : "connected", platform, c.grant().label());
      case Result.Denied d -> new BrowserSession.News("denied", platform, "");
      case Result.Forged f -> new BrowserSession.News("forged", platform, "");
      case Result.NotOurs n ->
          new BrowserSession.News(
              switch (n.why()) {
                case UNKNOWN -> "unknown";
                case EXPIRED -> "expired";
                case REPLAYED -> "replayed";
                case OTHER_SESSION -> "other-session";
              },
              platform,
              "");
      case Result.WrongAccount w ->
          new BrowserSession.News("wrong-account", platform, w.asked() + " / " + w.got());
      case Result.AccountOfAnotherSeller a ->
          new BrowserSession.News("of-another-seller", platform, a.account());
      case Result.ScopesMissing s ->
          new BrowserSession.News(
              "scopes-missing", platform, String.join(", ", new TreeSet<>(s.missing())));
      case Result.CodeRefused c -> new BrowserSession.News("code-refused", platform, "");
      case Result.ApplicationRefused a ->
          new BrowserSession.News("application-refused", platform, "");
      case Result.PlatformUnavailable u ->
          new BrowserSession.News("platform-unavailable", platform, "");
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
