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
import org.lockkeeper.compliance.access.passwords.FirstAdmin;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.RemoteIp;

/** {@code /first-admin}: on a new installation, by the code that its start told. */
@Named
@RequestScoped
public class FirstAdminPage {

  private final FirstAdmin first;
  private final PasswordPolicy policy;
  private final RuleList rules;
  private final HttpServletRequest http;
  private final RemoteIp remote;
  private final Redirect redirect;

  private @Nullable String code;
  private @Nullable String login;
  private @Nullable String name;
  private @Nullable String next;
  private @Nullable String again;
  private String outcome = "";
  private Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);

  @Inject
  FirstAdminPage(
      FirstAdmin first,
      PasswordPolicy policy,
      RuleList rules,
      HttpServletRequest http,
      RemoteIp remote,
      Redirect redirect) {
    this.first = first;
    this.policy = policy;
    this.rules = rules;
    this.http = http;
    this.remote = remote;
    this.redirect = redirect;
  }

  /** Takes the person in. Nobody is signed in by it. */
  public void enter() {
    String typed = said(next);
    if (!typed.equals(again)) {
      outcome = "differs";
    } else {
      switch (first.name(
          said(code), said(login), said(name), typed.toCharArray(), remote.of(http))) {
        case FirstAdmin.Outcome.Named named -> redirect.to("/sign-in");
        case FirstAdmin.Outcome.Ended ended -> outcome = "ended";
        case FirstAdmin.Outcome.NotOnePerson not -> outcome = "not-one-person";
        case FirstAdmin.Outcome.NotTaken not -> {
          faults = not.faults();
          outcome = "not-taken";
        }
      }
    }
    next = null;
    again = null;
  }

  private static String said(@Nullable String typed) {
    return Optional.ofNullable(typed).orElse("");
  }

  /** The rules of an admin's password. */
  public List<RuleList.Rule> rules() {
    return rules.of(policy.profile(Role.ADMIN), faults);
  }

  /** Empty, {@code ended}, {@code not-one-person}, {@code differs} or {@code not-taken}. */
  public String outcome() {
    return outcome;
  }

  public @Nullable String getCode() {
    return code;
  }

  public void setCode(@Nullable String code) {
    this.code = code;
  }

  public @Nullable String getLogin() {
    return login;
  }

  public void setLogin(@Nullable String login) {
    this.login = login;
  }

  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
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
