package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownDevices;
import org.lockkeeper.compliance.access.PasswordBook;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.PasswordProfile;
import org.lockkeeper.compliance.access.PasswordRules;
import org.lockkeeper.compliance.access.Passwords;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.UseCase;

/**
 * Judges and sets a person's next password; whichever way it is set, all sessions end and no device
 * is known any more.
 */
@UseCase
public class NewPassword {

  private final PasswordBook book;
  private final PasswordRules rules;
  private final PasswordPolicy policy;
  private final Passwords passwords;
  private final Sellers sellers;
  private final KnownDevices devices;
  private final EndSessions sessions;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public NewPassword(
      PasswordBook book,
      PasswordRules rules,
      PasswordPolicy policy,
      Passwords passwords,
      Sellers sellers,
      KnownDevices devices,
      EndSessions sessions,
      AuditTrail audit,
      Clock clock) {
    this.book = book;
    this.rules = rules;
    this.policy = policy;
    this.passwords = passwords;
    this.sellers = sellers;
    this.devices = devices;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is wrong with it, former ones included; the candidate is left as it is. */
  public Set<PasswordFault> faults(Account account, char[] candidate) {
    Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);
    faults.addAll(
        rules.faults(
            new PasswordRules.Owner(
                account.role(),
                account.login(),
                account.displayName(),
                sellers.name(account.seller()).orElse(""),
                false),
            candidate));
    PasswordProfile profile = policy.profile(account.role());
    if (faults.isEmpty()
        && book.newest(account, profile.remembered()).stream()
            .anyMatch(former -> passwords.matches(former.hash(), candidate.clone()))) {
      faults.add(PasswordFault.USED_BEFORE);
    }
    return faults;
  }

  /**
   * Sets it, if nothing is wrong with it; wipes it.
   *
   * @param action what the audit log says
   * @return what is wrong with it; empty if it is set
   */
  public Set<PasswordFault> set(Account account, char[] next, String action, Actor actor) {
    Set<PasswordFault> faults = faults(account, next);
    if (faults.isEmpty()) {
      Instant now = clock.instant();
      book.set(account, passwords.hash(next), now, policy.profile(account.role()).remembered());
      devices.forget(account);
      sessions.of(account.seller(), account.id(), EndSessions.Why.PASSWORD, actor);
      audit.record(
          account.seller(),
          actor,
          action,
          "account:" + account.id(),
          Map.of("profile", policy.profile(account.role()).name()));
    }
    Arrays.fill(next, '\0');
    return faults;
  }
}
