package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.LockOuts;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** An admin ends a lock before its time; never the own one. */
@UseCase
public class UnlockAccount {

  private static final int MOST = 200;

  private final LockOuts locks;
  private final Accounts accounts;
  private final SignInThrottle throttle;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public UnlockAccount(
      LockOuts locks, Accounts accounts, SignInThrottle throttle, AuditTrail audit, Clock clock) {
    this.locks = locks;
    this.accounts = accounts;
    this.throttle = throttle;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    UNLOCKED,
    /** It has ended meanwhile, or never was. */
    GONE,
    /** Nobody unlocks themselves. */
    OWN
  }

  /** The locks that hold, over all sellers, the newest first. */
  public List<LockOuts.LockOut> holding() {
    return locks.holding(clock.instant(), MOST);
  }

  /** Whose account it is. */
  public Optional<Account> who(LockOuts.LockOut lock) {
    return accounts.byId(lock.account());
  }

  /** Ends it. */
  public Outcome end(SellerId seller, UUID id, Account admin) {
    Optional<LockOuts.LockOut> lock =
        locks.find(seller, id).filter(found -> clock.instant().isBefore(found.endsAt()));
    if (lock.isEmpty()) {
      return Outcome.GONE;
    }
    Optional<Account> locked = accounts.byId(lock.get().account());
    if (locked.filter(admin::isSamePerson).isPresent()) {
      return Outcome.OWN;
    }
    locked.ifPresent(account -> throttle.clear(SignIn.ofLogin(account.login())));
    locks.end(lock.get(), admin.id(), clock.instant());
    audit.record(
        seller,
        admin.actor(),
        "sign-in.unlocked",
        "account:" + lock.get().account(),
        Map.of("lock", id.toString()));
    return Outcome.UNLOCKED;
  }
}
