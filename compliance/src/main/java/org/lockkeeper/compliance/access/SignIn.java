package org.lockkeeper.compliance.access;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Checks passwords. Every failure looks and takes the same: unknown login, wrong password, disabled
 * account. After the failures that {@link PasswordPolicy} allows to one login, or to one
 * network, nobody is asked for a password until the time of the lock is over.
 *
 * <p>A device that has signed in to the account before is counted by itself: while strangers lock
 * the account, its owner still gets in, and a stolen device gets the attempts of one device.
 *
 * <p>An attempt is counted before the password is looked at, and the count is held until the answer
 * stands: a thousand attempts at once are no more than one after the other.
 */
@UseCase
public class SignIn {

  /** Whom entries speak of when nobody has the login. */
  private static final String NOBODY = "account:unknown";

  private static final Actor TASK = new Actor.Task("sign-in");

  private final Accounts accounts;
  private final SignInThrottle throttle;
  private final KnownDevices devices;
  private final LockOuts locks;
  private final PasswordBook book;
  private final PasswordPolicy policy;
  private final PasswordSetting setting;
  private final Passwords passwords;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public SignIn(
      Accounts accounts,
      SignInThrottle throttle,
      KnownDevices devices,
      LockOuts locks,
      PasswordBook book,
      PasswordPolicy policy,
      PasswordSetting setting,
      Passwords passwords,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.devices = devices;
    this.locks = locks;
    this.book = book;
    this.policy = policy;
    this.setting = setting;
    this.passwords = passwords;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of an attempt. */
  public sealed interface Result {

    record Welcome(Account account) implements Result {}

    /** The password is right and too old: it is changed before anything else is done. */
    record MustChange(Account account) implements Result {}

    /** Wrong, for a reason that is not told. */
    record Refused() implements Result {}

    /** Too many failures; ask again later. */
    record TooMany() implements Result {}
  }

  /**
   * Who asks.
   *
   * @param network the caller's address
   * @param device the value of a device that says it is known
   */
  public record Caller(String network, Optional<String> device) {
    @Override
    public String toString() {
      return "Caller[]";
    }
  }

  /** The same for a caller without a known device. */
  public Result attempt(String login, char[] password, String network) {
    return attempt(login, password, new Caller(network, Optional.empty()));
  }

  /** Checks a password, which is wiped. */
  public Result attempt(String login, char[] password, Caller caller) {
    Instant now = clock.instant();
    PasswordPolicy.Lock lock = policy.lock();
    Instant end = now.plus(lock.lasts());
    String folded = folded(login);
    byte[] byNetwork = digest("network:" + NetworkPart.of(caller.network()));
    Optional<Accounts.WithHash> found = accounts.byLogin(folded);
    Optional<Account> known = found.map(Accounts.WithHash::account);
    Optional<byte[]> device = ownDevice(known, caller, now);
    // The network comes first: one that is refused locks nobody's account.
    if (device.isEmpty() && throttle.counted(byNetwork, now, end) > lock.afterOfNetwork()) {
      Arrays.fill(password, '\0');
      return new Result.TooMany();
    }
    byte[] counted = device.orElseGet(() -> ofLogin(folded));
    int attempts = throttle.counted(counted, now, end);
    if (attempts > lock.after()) {
      Arrays.fill(password, '\0');
      return new Result.TooMany();
    }
    if (!right(found, password, now)) {
      refused(known, attempts == lock.after() && device.isEmpty(), now, end);
      return new Result.Refused();
    }
    Account account = known.orElseThrow();
    throttle.clear(counted);
    if (device.isEmpty()) {
      throttle.forgive(byNetwork);
    }
    accounts.signedIn(account, now);
    record(account.seller(), account.actor(), "sign-in.succeeded", "account:" + account.id());
    return mustChange(account, now) ? new Result.MustChange(account) : new Result.Welcome(account);
  }

  private boolean right(Optional<Accounts.WithHash> found, char[] password, Instant now) {
    if (found.isEmpty() || !found.get().account().welcomeAt(now) || byIssuerOnly(found.get())) {
      passwords.checkNobody(password);
      return false;
    }
    return passwords.matches(found.get().passwordHash(), password);
  }

  private boolean byIssuerOnly(Accounts.WithHash found) {
    return setting.staffByIssuerOnly() && !found.account().role().ofSeller();
  }

  /** The digest of the caller's device, if it is one of this account and not locked itself. */
  private Optional<byte[]> ownDevice(Optional<Account> known, Caller caller, Instant now) {
    byte[] digest = ofDevice(caller.device().orElse(""));
    boolean trusted =
        devices.knows(known, digest, now)
            && caller.device().isPresent()
            && throttle.failures(digest, now) < policy.lock().after();
    return trusted ? Optional.of(digest) : Optional.empty();
  }

  private void refused(Optional<Account> known, boolean locks, Instant now, Instant end) {
    SellerId seller = known.map(Account::seller).orElse(SellerId.PLATFORM);
    String object = known.map(account -> "account:" + account.id()).orElse(NOBODY);
    record(seller, TASK, "sign-in.refused", object);
    if (locks) {
      record(seller, TASK, "sign-in.locked", object);
      known.ifPresent(
          account ->
              this.locks.add(new LockOuts.LockOut(seller, ids.next(), account.id(), now, end)));
    }
  }

  /** Whether the password of the account has had its time. */
  public boolean mustChange(Account account, Instant now) {
    return book.setAt(account)
        .flatMap(policy.profile(account.role())::ends)
        .filter(end -> !now.isBefore(end))
        .isPresent();
  }

  private void record(SellerId seller, Actor actor, String action, String object) {
    audit.record(seller, actor, action, object, Map.of());
  }

  /** A login as it is compared. */
  public static String folded(String login) {
    return login.strip().toLowerCase(Locale.ROOT);
  }

  /** Under what failures of a login are counted. */
  public static byte[] ofLogin(String folded) {
    return digest("login:" + folded);
  }

  /** Under what a device is known and its failures are counted. */
  public static byte[] ofDevice(String value) {
    return digest("device:" + value);
  }

  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
