package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.PasswordBook;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.PasswordProfile;
import org.lockkeeper.compliance.access.PasswordSetting;
import org.lockkeeper.compliance.access.Passwords;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;

/** A person who is signed in sets another password, by choice or because it has had its time. */
@UseCase
public class ChangePassword {

  private final Accounts accounts;
  private final PasswordBook book;
  private final PasswordPolicy policy;
  private final PasswordSetting setting;
  private final Passwords passwords;
  private final SignInThrottle throttle;
  private final NewPassword newPassword;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public ChangePassword(
      Accounts accounts,
      PasswordBook book,
      PasswordPolicy policy,
      PasswordSetting setting,
      Passwords passwords,
      SignInThrottle throttle,
      NewPassword newPassword,
      AuditTrail audit,
      Clock clock) {
    this.accounts = accounts;
    this.book = book;
    this.policy = policy;
    this.setting = setting;
    this.passwords = passwords;
    this.throttle = throttle;
    this.newPassword = newPassword;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Where a person's password stands.
   *
   * @param endsAt when it must be changed, if ever
   * @param mayChangeFrom when it may be changed by choice
   */
  public record Standing(
      PasswordProfile profile, Optional<Instant> endsAt, Instant mayChangeFrom, boolean due) {}

  /** Where the person's password stands now. */
  public Standing standing(Account account) {
    PasswordProfile profile = policy.profile(account.role());
    Instant now = clock.instant();
    Optional<Instant> setAt = book.setAt(account);
    // A password that opens nothing need not be changed.
    boolean idle = setting.staffByIssuerOnly() && !account.role().ofSeller();
    Optional<Instant> end = idle ? Optional.empty() : setAt.flatMap(profile::ends);
    return new Standing(
        profile,
        end,
        setAt.map(profile::mayChange).orElse(now),
        end.filter(at -> !now.isBefore(at)).isPresent());
  }

  /** Whether the person must set another one before anything else. */
  public boolean due(Account account) {
    return standing(account).due();
  }

  /**
   * Changes it; both passwords are wiped.
   *
   * @return why not; empty if it is changed
   */
  public Set<PasswordFault> change(Account account, char[] present, char[] next) {
    try {
      return changed(account, present, next);
    } finally {
      Arrays.fill(present, '\0');
      Arrays.fill(next, '\0');
    }
  }

  private Set<PasswordFault> changed(Account account, char[] present, char[] next) {
    Instant now = clock.instant();
    PasswordPolicy.Lock lock = policy.lock();
    byte[] subject =
        Digests.sha256(("change-password:" + account.id()).getBytes(StandardCharsets.UTF_8));
    if (throttle.counted(subject, now, now.plus(lock.lasts())) > lock.after()) {
      return EnumSet.of(PasswordFault.TOO_MANY);
    }
    boolean right =
        accounts
            .byLogin(account.login())
            .filter(found -> passwords.matches(found.passwordHash(), present))
            .isPresent();
    if (!right) {
      audit.record(
          account.seller(),
          account.actor(),
          "account.password-refused",
          "account:" + account.id(),
          Map.of());
      return EnumSet.of(PasswordFault.PRESENT_WRONG);
    }
    throttle.clear(subject);
    if (now.isBefore(standing(account).mayChangeFrom())) {
      return EnumSet.of(PasswordFault.TOO_SOON);
    }
    return newPassword.set(account, next, "account.password-changed", account.actor());
  }
}
