package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.factors.SecondFactors;
import org.lockkeeper.compliance.access.factors.SecondFactors.Answer;
import org.lockkeeper.compliance.access.factors.SecondFactors.Result;
import org.lockkeeper.compliance.access.sessions.RaiseSession;

/** {@code /confirm}: a second factor once more, before what matters most. */
@Named
@RequestScoped
public class Confirm {

  private final SecondFactors factors;
  private final RaiseSession sessions;
  private final SignedIn signedIn;
  private final HttpServletRequest request;
  private final Redirect redirect;
  private final Clock clock;

  private @Nullable String code;
  private String outcome = "";

  @Inject
  Confirm(
      SecondFactors factors,
      RaiseSession sessions,
      SignedIn signedIn,
      HttpServletRequest request,
      Redirect redirect,
      Clock clock) {
    this.factors = factors;
    this.sessions = sessions;
    this.signedIn = signedIn;
    this.request = request;
    this.redirect = redirect;
    this.clock = clock;
  }

  /** Checks a code; goes back to the page that asked. */
  public void check() {
    String typed = code;
    code = null;
    if (typed == null || typed.isBlank()) {
      outcome = "wrong";
      return;
    }
    switch (factors.check(signedIn.account(), new Answer.Code(typed))) {
      case Result.Right right -> confirmed();
      case Result.Wrong wrong -> outcome = "wrong";
      case Result.TooMany tooMany -> outcome = "too-many";
    }
  }

  private void confirmed() {
    Optional<Session> raised = sessions.raised(signedIn.session(), clock.instant());
    raised.ifPresentOrElse(
        session -> WebSession.raise(request, session), () -> WebSession.end(request));
    redirect.to(raised.isPresent() ? back() : "/sign-in");
  }

  /** The page that asked, or home. */
  public String back() {
    return ReturnPath.of(request.getParameter(ReturnPath.PARAMETER))
        .orElseGet(() -> Home.of(signedIn.account().role()));
  }

  /** Empty, {@code wrong} or {@code too-many}. */
  public String outcome() {
    return outcome;
  }

  public @Nullable String getCode() {
    return null;
  }

  public void setCode(@Nullable String code) {
    this.code = code;
  }
}
