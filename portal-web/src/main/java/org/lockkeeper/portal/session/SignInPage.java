package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.access.sessions.BeginSession;

/** {@code /sign-in}: the same words for every failure. */
@Named
@RequestScoped
public class SignInPage {

  private final SignIn signIn;
  private final BeginSession sessions;
  private final SignInSteps steps;
  private final RemoteIp remote;
  private final HttpServletRequest request;
  private final Redirect redirect;

  private @Nullable String login;
  private @Nullable String password;
  private String outcome = "";

  @Inject
  SignInPage(
      SignIn signIn,
      BeginSession sessions,
      SignInSteps steps,
      RemoteIp remote,
      HttpServletRequest request,
      Redirect redirect) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.steps = steps;
    this.remote = remote;
    this.request = request;
    this.redirect = redirect;
  }

  /** Tries the password; the second factor comes next. */
  public void enter() {
    if (login == null || password == null) {
      outcome = "refused";
      return;
    }
    SignIn.Result result = signIn.attempt(login, password.toCharArray(), remote.of(request));
    password = null;
    switch (result) {
      case SignIn.Result.Welcome welcome -> welcome(welcome.account());
      case SignIn.Result.Refused refused -> outcome = "refused";
      case SignIn.Result.TooMany tooMany -> outcome = "too-many";
    }
  }

  private void welcome(Account account) {
    WebSession.begin(
        request,
        sessions.at(
            account, Session.Level.PASSWORD, remote.of(request), request.getHeader("User-Agent")));
    redirect.to(steps.secondFactor());
  }

  /** Empty, {@code refused} or {@code too-many}. */
  public String outcome() {
    return outcome;
  }

  public @Nullable String getLogin() {
    return login;
  }

  public void setLogin(@Nullable String login) {
    this.login = login;
  }

  public @Nullable String getPassword() {
    return null;
  }

  public void setPassword(@Nullable String password) {
    this.password = password;
  }
}
