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
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.networks.AllowNetworks;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.ViewAsSeller;

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
          "/sign-in/issuer/begin",
          "/sign-in/issuer/callback",
          "/sign-in/issuer/return",
          "/reset",
          "/reset.xhtml",
          "/first-admin",
          "/first-admin.xhtml",
          "/certificate",
          "/invitation",
          "/invitation.xhtml",
          "/here",
          "/here.xhtml",
          "/certificate.xhtml",
          "/.well-known/lockkeeper-keys",
          "/.well-known/lockkeeper-review-keys",
          "/.well-known/lockkeeper-pack-keys",
          "/webhooks",
          "/health",
          "/favicon.ico");

  private static final String SECOND_FACTOR = "/second-factor";

  /** What a person reaches with the first factor alone. */
  private static final Set<String> ON_THE_WAY =
      Set.of(SECOND_FACTOR, SECOND_FACTOR + ".xhtml", "/enroll", "/enroll.xhtml");

  /** What everybody reaches who is signed in. */
  private static final Set<String> OF_EVERYBODY = Set.of("/confirm", "/confirm.xhtml");

  /** By what a page refreshes itself; no person did anything. */
  private static final Pattern BY_ITSELF = Pattern.compile("(.*:)?tick");

  /** A platform sends the browser here from elsewhere, so it comes without our cookie. */
  private static final Pattern CALLBACK = Pattern.compile("/connect/[a-z][a-z0-9]{1,29}/callback");

  private static final String[] PUBLIC_BELOW = {
    "/jakarta.faces.resource/", "/webhooks/", "/health/"
  };

  /** Tells the page of the refusal where the person came from. */
  private static final String NETWORK = "lockkeeper.network";

  private final transient KnownSessions sessions;
  private final transient EndedSessions ends;
  private final transient WebSession web;
  private final transient RemoteIp remote;
  private final transient SellerLooks looks;
  private final transient SignedIn signedIn;
  private final transient AccessPolicy policy;
  private final transient AuditTrail audit;

  @Inject
  AccessFilter(
      KnownSessions sessions,
      EndedSessions ends,
      WebSession web,
      RemoteIp remote,
      SellerLooks looks,
      SignedIn signedIn,
      AccessPolicy policy,
      AuditTrail audit) {
    this.sessions = sessions;
    this.ends = ends;
    this.web = web;
    this.remote = remote;
    this.looks = looks;
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
    boolean openPage = PUBLIC.contains(path);
    Optional<Sessions.Open> open = someone(request, response, !openPage);
    if (openPage) {
      chain.doFilter(request, response);
    } else if (open.isEmpty()) {
      toSignIn(request, response, path);
    } else {
      signedIn(open.get(), path, request, response, chain);
    }
  }

  private void signedIn(
      Sessions.Open open,
      String path,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Account someone = open.account();
    boolean full = open.session().level() == Session.Level.FULL;
    if (!AllowNetworks.allows(open.networks(), remote.of(request))) {
      fromElsewhere(open, request, response);
    } else if (ON_THE_WAY.contains(path)) {
      chain.doFilter(request, response);
    } else if (!full) {
      response.sendRedirect(SECOND_FACTOR);
    } else if (OF_EVERYBODY.contains(path)) {
      chain.doFilter(request, response);
    } else if (path.equals("/")) {
      response.sendRedirect(Home.of(someone.role()));
    } else if (!isHome(path) && Pages.permission(path).isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (mayLook(open, request, path)) {
      chain.doFilter(request, response);
    } else if (!mayEnter(someone, path)) {
      audit.recordFirst(
          someone.seller(),
          someone.actor(),
          "access.denied",
          "page:" + RequestPath.area(path),
          Map.of("role", someone.role().name()));
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (isHome(path)) {
      response.sendRedirect(Home.of(someone.role()));
    } else {
      chain.doFilter(request, response);
    }
  }

  /** A session in a network that is not allowed is a stolen one, or is begun again in another. */
  private void fromElsewhere(
      Sessions.Open open, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String network = remote.of(request);
    audit.recordFirst(
        open.account().seller(),
        open.account().actor(),
        "network.refused",
        "account:" + open.account().id(),
        Map.of("network", network));
    ends.fromElsewhere(open.session());
    WebSession.end(request);
    request.setAttribute(NETWORK, network);
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  private Optional<Sessions.Open> someone(
      HttpServletRequest request, HttpServletResponse response, boolean acts) {
    Optional<UUID> id = web.id(request);
    String source = request.getParameter("jakarta.faces.source");
    boolean byPerson = source == null || !BY_ITSELF.matcher(source).matches();
    Optional<Sessions.Open> open = id.flatMap(known -> sessions.of(known, byPerson));
    if (open.isPresent()) {
      signedIn.as(open.get(), acts);
    } else if (id.isPresent() && web.id(request).equals(id)) {
      // Not if another request of the same browser has raised it meanwhile.
      WebSession.end(request);
      response.setHeader("Clear-Site-Data", "\"cache\"");
    }
    return open;
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
        switch (RequestPath.area(path)) {
          case "seller", "connect" -> someone.role().ofSeller();
          case "support" -> someone.role() == Role.SUPPORT;
          default -> someone.role() == Role.ADMIN || someone.role() == Role.AUDITOR;
        };
    return ownArea
        && (isHome(path)
            || Pages.permission(path).filter(p -> policy.may(someone.role(), p)).isPresent());
  }

  /** Somebody at the desk may look at the pages of a seller, after that has been written down. */
  private boolean mayLook(Sessions.Open open, HttpServletRequest request, String path) {
    if (open.account().role() != Role.SUPPORT
        || !RequestPath.area(path).equals("seller")
        || Pages.permission(path).filter(ViewAsSeller.READS::contains).isEmpty()) {
      return false;
    }
    Optional<SellerLooks.Open> look = looks.of(open.account(), open.session());
    look.ifPresent(
        it -> {
          signedIn.looksAt(it.view(), it.name());
          if (request.getMethod().equals("GET")) {
            looks.seen(
                open.account(),
                it.view(),
                path.substring(path.lastIndexOf('/') + 1).replace(".xhtml", ""));
          }
        });
    return look.isPresent();
  }

  private static boolean isHome(String path) {
    return path.matches("/(seller|support|admin)/?");
  }
}
