package org.lockkeeper.portal.people;

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
import org.lockkeeper.compliance.access.people.AcceptInvitation;
import org.lockkeeper.portal.password.RuleList;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.RemoteIp;

/**
 * {@code /invitation}: an invited person chooses a password. The code comes in the fragment
 * of the mailed link, which no server is told, or is typed. Nobody is signed in by it.
 */
@Named
@RequestScoped
public class InvitationPage {

  private final AcceptInvitation accept;
  private final PasswordPolicy policy;
  private final RuleList rules;
  private final RemoteIp remote;
  private final HttpServletRequest request;
  private final Redirect redirect;

  private @Nullable String code;
  private @Nullable String next;
  private @Nullable String again;
  private String outcome = "";
  private Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);

  @Inject
  InvitationPage(
      AcceptInvitation accept,
      PasswordPolicy policy,
      RuleList rules,
      RemoteIp remote,
      HttpServletRequest request,
      Redirect redirect) {
    this.accept = accept;
    this.policy = policy;
    this.rules = rules;
    this.remote = remote;
    this.request = request;
    this.redirect = redirect;
  }

  /** Takes the password by the code. */
  public void answer() {
    String typed = Optional.ofNullable(next).orElse("");
    if (!typed.equals(again)) {
      outcome = "differs";
    } else {
      switch (accept.answer(
          Optional.ofNullable(code).orElse(""), typed.toCharArray(), remote.of(request))) {
        case AcceptInvitation.Result.Welcome welcome -> redirect.to("/sign-in");
        case AcceptInvitation.Result.Ended ended -> outcome = "ended";
        case AcceptInvitation.Result.TooMany tooMany -> outcome = "too-many";
        case AcceptInvitation.Result.Faulty faulty -> {
          faults = faulty.faults();
          outcome = "faulty";
        }
      }
    }
    next = null;
    again = null;
  }

  /** Empty, {@code differs}, {@code ended}, {@code too-many} or {@code faulty}. */
  public String outcome() {
    return outcome;
  }

  /** The rules; those that hold for every role, since nobody is known yet. */
  public List<RuleList.Rule> rules() {
    return rules.of(policy.profile(Role.ADMIN), faults);
  }

  /** The code is given back, so that a second try needs no second mail. */
  public @Nullable String getCode() {
    return outcome.equals("faulty") || outcome.equals("differs") ? code : null;
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
