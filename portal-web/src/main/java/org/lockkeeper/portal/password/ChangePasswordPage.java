package org.lockkeeper.portal.password;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.passwords.ChangePassword;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;

/** {@code /seller/change-password} and the same of the other areas. */
@Named
@RequestScoped
public class ChangePasswordPage {

  private final ChangePassword passwords;
  private final RuleList rules;
  private final SignedIn signedIn;
  private final Redirect redirect;

  private @Nullable String present;
  private @Nullable String next;
  private @Nullable String again;
  private Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);
  private boolean differs;
  private Optional<ChangePassword.Standing> standing = Optional.empty();

  @Inject
  ChangePasswordPage(
      ChangePassword passwords, RuleList rules, SignedIn signedIn, Redirect redirect) {
    this.passwords = passwords;
    this.rules = rules;
    this.signedIn = signedIn;
    this.redirect = redirect;
  }

  /** Changes it. All sessions end with it, this one too: the person signs in with the new one. */
  public void change() {
    signedIn.need(Permission.PROFILE);
    String typed = Optional.ofNullable(next).orElse("");
    differs = !typed.equals(again);
    if (!differs) {
      faults =
          passwords.change(
              signedIn.account(),
              Optional.ofNullable(present).orElse("").toCharArray(),
              typed.toCharArray());
      if (faults.isEmpty()) {
        redirect.to("/sign-in?changed=yes");
      }
    }
    present = null;
    next = null;
    again = null;
  }

  /** The rules, each with whether the one that was typed is against it. */
  public List<RuleList.Rule> rules() {
    return rules.of(standing().profile(), faults);
  }

  /** Whether the password has had its time, so that nothing else can be done. */
  public boolean due() {
    return standing().due();
  }

  /** When it must be changed; nothing if never. */
  public @Nullable Instant endsAt() {
    return standing().endsAt().orElse(null);
  }

  /** Whether the two that were typed are not the same. */
  public boolean differs() {
    return differs;
  }

  /** Whether that was wrong. */
  public boolean wrong(PasswordFault fault) {
    return faults.contains(fault);
  }

  /** Whether any rule was broken, which the list tells. */
  public boolean broken() {
    return rules().stream().anyMatch(RuleList.Rule::broken);
  }

  private ChangePassword.Standing standing() {
    ChangePassword.Standing known =
        standing.orElseGet(() -> passwords.standing(signedIn.account()));
    standing = Optional.of(known);
    return known;
  }

  public @Nullable String getPresent() {
    return null;
  }

  public void setPresent(@Nullable String present) {
    this.present = present;
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
