package org.lockkeeper.portal.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTrail;

/**
 * Lets through what is public, and everything else to people who are signed in and have the role.
 * What a role may not enter looks as if it were not there, and leaves an audit entry.
 */
public class AccessFilter extends HttpFilter {

  private static final String SIGN_IN = "/sign-in";
  private static final Set<String> PUBLIC =
      Set.of(
          SIGN_IN,
          SIGN_IN + ".xhtml",
          "/certificate",
          "/certificate.xhtml",
          "/.well-known/lockkeeper-keys",
          "/webhooks",
          "/health",
          "/favicon.ico");

  /** A platform sends the browser here from elsewhere, so it comes without our cookie. */
  private static final Pattern CALLBACK = Pattern.compile("/connect/[a-z][a-z0-9]{1,29}/callback");

  private static final String[] PUBLIC_BELOW = {
    "/jakarta.faces.resource/", "/webhooks/", "/health/"
  };

  private final transient KnownAccounts accounts;
  private final transient SignedIn signedIn;
  private final transient AccessPolicy policy;
  private final transient AuditTrail audit;

  @Inject
  AccessFilter(KnownAccounts accounts, SignedIn signedIn, AccessPolicy policy, AuditTrail audit) {
    this.accounts = accounts;
    this.signedIn = signedIn;
    this.policy = policy;
    this.audit = audit;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = RequestPath.of(request);
    if (isBelowPublic(path) || CALLBACK.matcher(path).matches()) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Account> someone = someone(request);
    if (PUBLIC.contains(path)) {
      chain.doFilter(request, response);
    } else if (someone.isEmpty()) {
      toSignIn(request, response, path);
    } else if (path.equals("/")) {
      response.sendRedirect(Home.of(someone.get().role()));
    } else if (!isHome(path) && Pages.permission(path).isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (!mayEnter(someone.get(), path)) {
      audit.recordFirst(
          someone.get().seller(),
          someone.get().actor(),
          "access.denied",
          "page:" + area(path),
          Map.of("role", someone.get().role().name()));
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (isHome(path)) {
      response.sendRedirect(Home.of(someone.get().role()));
    } else {
      chain.doFilter(request, response);
    }
  }

  private Optional<Account> someone(HttpServletRequest request) {
    Optional<KnownAccounts.Known> known = WebSession.account(request).flatMap(accounts::of);
    if (known.isPresent()) {
      signedIn.as(known.get().account(), known.get().sellerName());
    } else if (WebSession.account(request).isPresent()) {
      WebSession.end(request);
    }
    return known.map(KnownAccounts.Known::account);
  }

  private static void toSignIn(
      HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
    String query = request.getQueryString();
    Optional<String> back =
        request.getMethod().equals("GET")
            ? ReturnPath.of(query == null ? path : path + "?" + query)
            : Optional.empty();
    String signIn =
        SIGN_IN + back.map(to -> "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).orElse("");
    if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
      // A script asked: it follows what the answer says, not what its headers say.
      response.setContentType("text/xml;charset=UTF-8");
      response
          .getWriter()
          .write(
              "<?xml version='1.0' encoding='UTF-8'?>"
                  + "<partial-response><redirect url=\""
                  + signIn
                  + "\"/></partial-response>");
    } else {
      response.sendRedirect(signIn);
    }
  }

  private static boolean isBelowPublic(String path) {
    for (String prefix : PUBLIC_BELOW) {
      if (path.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayEnter(Account someone, String path) {
    boolean ownArea =
        switch (area(path)) {
          case "seller", "connect" -> someone.role().ofSeller();
          case "support" -> someone.role() == Role.SUPPORT;
          default -> someone.role() == Role.ADMIN || someone.role() == Role.AUDITOR;
        };
    return ownArea
        && (isHome(path)
            || Pages.permission(path).filter(p -> policy.may(someone.role(), p)).isPresent());
  }

  private static boolean isHome(String path) {
    return path.matches("/(seller|support|admin)/?");
  }

  private static String area(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path.substring(1) : path.substring(1, end);
  }
}
