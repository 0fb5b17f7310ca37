package org.lockkeeper.portal.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.issuer.Attempt;
import org.lockkeeper.compliance.access.issuer.SignInByIssuer;
import org.lockkeeper.portal.session.FirstStep;
import org.lockkeeper.portal.session.OurCookies;
import org.lockkeeper.portal.session.PublicAddress;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /sign-in/issuer/*}: our own people come in by the organisation's issuer. {@code begin}
 * gives the browser a random value for ten minutes and sends it away; the issuer sends it back to
 * {@code callback}, which comes from another site and so without our cookies, and only goes on to
 * {@code return}; that takes the code in, for the browser that asked and nobody else.
 */
@WebServlet(name = "issuer", urlPatterns = "/sign-in/issuer/*")
public class IssuerDoor extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String COOKIE = "lockkeeper-issuer";
  private static final String PATH = "/sign-in/issuer";
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int BYTES = 32;
  private static final int LONGEST_QUERY = 8_000;
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final transient SignInByIssuer signIn;
  private final transient FirstStep step;
  private final transient PublicAddress address;
  private final transient OurCookies cookies;
  private final transient Texts texts;
  private final transient SecureRandom random;

  @Inject
  public IssuerDoor(
      SignInByIssuer signIn,
      FirstStep step,
      PublicAddress address,
      OurCookies cookies,
      Texts texts,
      SecureRandom random) {
    this.signIn = signIn;
    this.step = step;
    this.address = address;
    this.cookies = cookies;
    this.texts = texts;
    this.random = random;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    if (!signIn.offered() || query.length() > LONGEST_QUERY) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    switch (Optional.ofNullable(request.getPathInfo()).orElse("")) {
      case "/begin" -> begin(request, response);
      case "/callback" -> goOn(query, response);
      case "/return" -> take(request, response);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Optional<URI> question = signIn.question(Attempt.of(secret), callback());
    response.addCookie(cookies.of(request, COOKIE, secret, KEPT));
    response.sendRedirect(question.map(URI::toString).orElse("/sign-in?issuer=refused"));
  }

  private URI callback() {
    return address.page(PATH + "/callback");
  }

  private void goOn(String query, HttpServletResponse response) throws IOException {
    String here = escaped(PATH + "/return?" + query);
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

  private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Account> account =
        secret(request)
            .flatMap(value -> signIn.account(once(request), Attempt.of(value), callback()));
    response.addCookie(cookies.of(request, COOKIE, "", Duration.ZERO));
    response.sendRedirect(
        account
            .map(known -> step.done(known, request, response))
            .orElse("/sign-in?issuer=refused"));
  }

  private Optional<String> secret(HttpServletRequest request) {
    return cookies.value(request, COOKIE).filter(value -> VALUE.matcher(value).matches());
  }

  /** A parameter that comes twice is nobody's documented answer. */
  private static Map<String, String> once(HttpServletRequest request) {
    Map<String, String> query = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> query.put(name, values.length == 1 ? values[0] : ""));
    return query;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
