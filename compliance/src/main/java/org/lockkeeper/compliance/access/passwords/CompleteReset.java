package org.lockkeeper.compliance.access.passwords;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.NetworkPart;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;
import org.lockkeeper.proof.jose.Malformed;

/**
 * Sets another password by a mailed code. It opens no session: the person signs in with it
 * afterwards, second factor included. The least age of the former password does not matter here.
 */
@UseCase
public class CompleteReset {

  private final ResetLinks links;
  private final Accounts accounts;
  private final NewPassword newPassword;
  private final PasswordPolicy policy;
  private final SignInThrottle throttle;
  private final Clock clock;

  @Inject
  public CompleteReset(
      ResetLinks links,
      Accounts accounts,
      NewPassword newPassword,
      PasswordPolicy policy,
      SignInThrottle throttle,
      Clock clock) {
    this.links = links;
    this.accounts = accounts;
    this.newPassword = newPassword;
    this.policy = policy;
    this.throttle = throttle;
    this.clock = clock;
  }

  /** What became of it. */
  public sealed interface Outcome {

    /** The password is set, and the code opens nothing any more. */
    record Done() implements Outcome {}

    /** There is no such code, or its time is over, or it was used. */
    record Ended() implements Outcome {}

    /** The code is right and can be used again; the password is not. */
    record NotTaken(Set<PasswordFault> faults) implements Outcome {}
  }

  /**
   * Sets it; the password is wiped.
   *
   * @param network the caller's address
   */
  public Outcome with(String code, char[] next, String network) {
    Instant now = clock.instant();
    Optional<Account> person = Optional.empty();
    Optional<ResetLinks.Link> link = find(code, network, now);
    if (link.isPresent()) {
      person = accounts.byId(link.get().account()).filter(account -> account.welcomeAt(now));
    }
    if (link.isEmpty() || person.isEmpty()) {
      Arrays.fill(next, '\0');
      return new Outcome.Ended();
    }
    Account account = person.get();
    Set<PasswordFault> faults =
        newPassword.set(account, next, "account.password-reset", account.actor());
    if (!faults.isEmpty()) {
      return new Outcome.NotTaken(faults);
    }
    if (!links.use(link.get())) {
      // Somebody was faster with the same link; undone with this transaction.
      throw new IllegalStateException("the link was used meanwhile");
    }
    throttle.clear(SignIn.ofLogin(account.login()));
    return new Outcome.Done();
  }

  private Optional<ResetLinks.Link> find(String code, String network, Instant now) {
    byte[] byNetwork =
        Digests.sha256(("reset/code/" + NetworkPart.of(network)).getBytes(StandardCharsets.UTF_8));
    if (throttle.failures(byNetwork, now) >= policy.lock().afterOfNetwork()) {
      return Optional.empty();
    }
    Optional<ResetLinks.Link> found = open(code, now);
    if (found.isEmpty()) {
      throttle.failed(byNetwork, now, now.plus(policy.lock().lasts()));
    }
    return found;
  }

  private Optional<ResetLinks.Link> open(String code, Instant now) {
    try {
      byte[] bytes = Base64Url.decode(code.strip(), ResetSteps.CODE);
      return links
          .find(new Opaque(Digests.sha256(bytes)))
          .filter(link -> now.isBefore(link.endsAt()));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }
}
