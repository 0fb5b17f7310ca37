package org.lockkeeper.portal.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.people.AcceptInvitation;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.RemoteIp;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /invitation}: an invited person chooses a password. The code comes in the fragment
 * of the mailed link, which no server is told, or is typed. Nobody is signed in by it.
 */
@Named
@RequestScoped
public class InvitationPage {

  private final AcceptInvitation accept;
  private final RemoteIp remote;
  private final HttpServletRequest request;
  private final Redirect redirect;
  private final Texts texts;

  private @Nullable String code;
  private @Nullable String next;
  private @Nullable String again;
  private String outcome = "";
  private List<String> faults = List.of();

  @Inject
  InvitationPage(
      AcceptInvitation accept,
      RemoteIp remote,
      HttpServletRequest request,
      Redirect redirect,
      Texts texts) {
    this.accept = accept;
    this.remote = remote;
    this.request = request;
    this.redirect = redirect;
    this.texts = texts;
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
          faults =
              faulty.faults().stream()
                  .map(
                      fault ->
                          texts.get(
                              "common.invitation.fault."
                                  + fault.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                  .toList();
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

  /** What is wrong with the password, in sentences. */
  public List<String> faults() {
    return faults;
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
