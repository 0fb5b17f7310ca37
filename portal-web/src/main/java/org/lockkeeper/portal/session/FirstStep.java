package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.sessions.BeginSession;

/** The first step of signing in, done without a password: the second factor comes next. */
@ApplicationScoped
public class FirstStep {

  private final BeginSession sessions;
  private final RemoteIp remote;
  private final SignInSteps steps;
  private final WebSession web;

  @Inject
  FirstStep(BeginSession sessions, RemoteIp remote, SignInSteps steps, WebSession web) {
    this.sessions = sessions;
    this.remote = remote;
    this.steps = steps;
    this.web = web;
  }

  /**
   * Begins a session that reaches the second factor and nothing else.
   *
   * @return where to go on
   */
  public String done(Account account, HttpServletRequest request, HttpServletResponse response) {
    web.begin(
        request,
        response,
        sessions.at(
            account, Session.Level.PASSWORD, remote.of(request), request.getHeader("User-Agent")));
    return steps.secondFactor();
  }
}
