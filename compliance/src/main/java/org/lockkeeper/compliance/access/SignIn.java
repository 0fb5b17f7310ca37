package org.lockkeeper.compliance.access;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.UseCase;

/**
 * Lets people in. Every failure looks and takes the same: unknown login, wrong password, disabled
 * account. After five failures of one login, or thirty of one network, within fifteen
 * minutes, nobody is asked for a password until the fifteen minutes are over.
 */
@UseCase
public class SignIn {

  static final int FAILURES_OF_A_LOGIN = 5;
  static final int FAILURES_OF_A_NETWORK = 30;
  static final Duration WINDOW = Duration.ofMinutes(15);

  private final Accounts accounts;
  private final SignInThrottle throttle;
  private final Passwords passwords;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  SignIn(
      Accounts accounts,
      SignInThrottle throttle,
      Passwords passwords,
      AuditTrail audit,
      Clock clock) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of an attempt. */
  public sealed interface Result {

    record Welcome(Account account) implements Result {}

    /** Wrong, for a reason that is not told. */
    record Refused() implements Result {}

    /** Too many failures; ask again later. */
    record TooMany() implements Result {}
  }

  /**
   * Checks a password, which is wiped.
   *
   * @param network the caller's address
   */
  public Result attempt(String login, char[] password, String network) {
    Instant now = clock.instant();
    String folded = login.strip().toLowerCase(Locale.ROOT);
    byte[] byLogin = digest("login:" + folded);
    byte[] byNetwork = digest("network:" + network);
    if (throttle.failures(byLogin, now) >= FAILURES_OF_A_LOGIN
        || throttle.failures(byNetwork, now) >= FAILURES_OF_A_NETWORK) {
      Arrays.fill(password, '\0');
      return new Result.TooMany();
    }
    Optional<Accounts.WithHash> found = accounts.byLogin(folded);
    boolean right;
    if (found.isEmpty() || !found.get().account().welcomeAt(now)) {
      passwords.checkNobody(password);
      right = false;
    } else {
      right = passwords.matches(found.get().passwordHash(), password);
    }
    if (!right) {
      throttle.failed(byLogin, now, now.plus(WINDOW));
      throttle.failed(byNetwork, now, now.plus(WINDOW));
      found.ifPresent(
          known -> record(known.account(), new Actor.Task("sign-in"), "sign-in.refused"));
      return new Result.Refused();
    }
    Account account = found.orElseThrow().account();
    throttle.clear(byLogin);
    accounts.signedIn(account, now);
    record(account, account.actor(), "sign-in.succeeded");
    return new Result.Welcome(account);
  }

  private void record(Account account, Actor actor, String action) {
    audit.record(account.seller(), actor, action, "account:" + account.id(), Map.of());
  }

  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
