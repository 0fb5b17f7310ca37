package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.NetworkPart;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;

/**
 * Somebody has forgotten the password. What is done, and how long it takes, is the same whether the
 * login is known or not: an errand is left, which for nobody finds nobody.
 */
@UseCase
public class RequestReset {

  /** How often one login may ask in an hour; a network four times as often. */
  private static final int ASKED = 5;

  private static final Duration WINDOW = Duration.ofHours(1);

  private final Accounts accounts;
  private final SignInThrottle throttle;
  private final Errands errands;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public RequestReset(
      Accounts accounts,
      SignInThrottle throttle,
      Errands errands,
      SecureRandom random,
      Clock clock) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.errands = errands;
    this.random = random;
    this.clock = clock;
  }

  /** Has a link mailed, if the login is somebody's. Says nothing. */
  public void ask(String login, String network) {
    String folded = SignIn.folded(login);
    Instant now = clock.instant();
    byte[] byLogin = digest("reset/login/" + folded);
    byte[] byNetwork = digest("reset/network/" + NetworkPart.of(network));
    int ofLogin = throttle.counted(byLogin, now, now.plus(WINDOW));
    int ofNetwork = throttle.counted(byNetwork, now, now.plus(WINDOW));
    Optional<Account> person = accounts.byLogin(folded).map(Accounts.WithHash::account);
    if (ofLogin <= ASKED && ofNetwork <= 4 * ASKED) {
      errands.soon(
          new Errand(
              MailReset.KIND,
              person.map(Account::seller).orElse(SellerId.PLATFORM),
              person.map(Account::id).orElseGet(this::nobody).toString()));
    }
  }

  private UUID nobody() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static byte[] digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
