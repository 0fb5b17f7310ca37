package org.lockkeeper.portal.password;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.passwords.CompleteReset;
import org.lockkeeper.compliance.access.passwords.RequestReset;
import org.lockkeeper.portal.session.EvenPace;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.RemoteIp;

/**
 * {@code /reset}: for whoever has forgotten the password. The code comes in the fragment of the
 * mailed link, which no server is told, or is typed. The answer to asking is the same for everyone.
 */
@Named
@RequestScoped
public class ResetPage {

  private final RequestReset request;
  private final CompleteReset complete;
  private final PasswordPolicy policy;
  private final RuleList rules;
  private final EvenPace pace;
  private final HttpServletRequest http;
  private final RemoteIp remote;
  private final Redirect redirect;

  private @Nullable String login;
  private @Nullable String code;
  private @Nullable String next;
  private @Nullable String again;
  private String outcome = "";
  private Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);

  @Inject
  ResetPage(
      RequestReset request,
      CompleteReset complete,
      PasswordPolicy policy,
      RuleList rules,
      EvenPace pace,
      HttpServletRequest http,
      RemoteIp remote,
      Redirect redirect) {
    this.request = request;
    this.complete = complete;
    this.policy = policy;
    this.rules = rules;
    this.pace = pace;
    this.http = http;
    this.remote = remote;
    this.redirect = redirect;
  }

  /** Asks for a link. */
  public void ask() {
    if (login != null) {
      EvenPace.Walk walk = pace.begin();
      request.ask(login, remote.of(http));
      login = null;
      walk.end();
      outcome = "asked";
    }
  }

  /** Sets the password by the code. Nobody is signed in by it. */
  public void set() {
    String typed = Optional.ofNullable(next).orElse("");
    if (!typed.equals(again)) {
      outcome = "differs";
    } else {
      switch (complete.with(
          Optional.ofNullable(code).orElse(""), typed.toCharArray(), remote.of(http))) {
        case CompleteReset.Outcome.Done done -> redirect.to("/sign-in?changed=yes");
        case CompleteReset.Outcome.Ended ended -> outcome = "ended";
        case CompleteReset.Outcome.NotTaken not -> {
          faults = not.faults();
          outcome = "not-taken";
        }
      }
    }
    next = null;
    again = null;
  }

  /** The rules; those that hold for every role, since nobody is known yet. */
  public List<RuleList.Rule> rules() {
    return rules.of(policy.profile(Role.ADMIN), faults);
  }

  /** Empty, {@code asked}, {@code ended}, {@code differs} or {@code not-taken}. */
  public String outcome() {
    return outcome;
  }

  public @Nullable String getLogin() {
    return null;
  }

  public void setLogin(@Nullable String login) {
    this.login = login;
  }

  /** What was typed, so that it need not be typed again after a password that is not taken. */
  public @Nullable String getCode() {
    return code;
  }

  public void setCode(@Nullable String code) {
    this.code = code;
  }

  public @Nullable String getNext() {
    return null;
  }

  public void setNext(@Nullable String next) {
    this.next = next;
  }

  public @Nullable String getAgain() {
    return null;
  }

  public void setAgain(@Nullable String again) {
    this.again = again;
  }
}
