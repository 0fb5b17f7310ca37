package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.access.passwords.NewPassword;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;
import org.lockkeeper.proof.jose.Malformed;

/**
 * An invited person chooses a password. What is wrong with a code is not told: unknown,
 * used, withdrawn and ended look the same.
 */
@UseCase
public class AcceptInvitation {

  private static final int TRIES_OF_A_NETWORK = 30;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final Invitations invitations;
  private final Roster roster;
  private final NewPassword newPassword;
  private final SignInThrottle throttle;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public AcceptInvitation(
      Invitations invitations,
      Roster roster,
      NewPassword newPassword,
      SignInThrottle throttle,
      AuditTrail audit,
      Clock clock) {
    this.invitations = invitations;
    this.roster = roster;
    this.newPassword = newPassword;
    this.throttle = throttle;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of an answer. */
  public sealed interface Result {

    /** The person can sign in. */
    record Welcome(Account account) implements Result {}

    /** The code opens nothing; why is not told. */
    record Ended() implements Result {}

    /** The code is good, the password is not. */
    record Faulty(Set<PasswordFault> faults) implements Result {}

    /** Too many codes were tried from that network. */
    record TooMany() implements Result {}
  }

  /**
   * Takes the password, which is wiped.
   *
   * @param network from where, for the throttle
   */
  public Result answer(String code, char[] password, String network) {
    Instant now = clock.instant();
    byte[] byNetwork =
        Digests.sha256(("invitation/network/" + network).getBytes(StandardCharsets.UTF_8));
    if (throttle.failures(byNetwork, now) >= TRIES_OF_A_NETWORK) {
      Arrays.fill(password, '\0');
      return new Result.TooMany();
    }
    Optional<Invitations.Invitation> open = open(code, now);
    Optional<Account> invited =
        open.flatMap(found -> roster.hold(found.seller(), found.account()))
            .map(Roster.Member::account)
            .filter(a -> a.status() == Account.Status.INVITED)
            .filter(a -> a.endsAt().filter(end -> !now.isBefore(end)).isEmpty());
    if (invited.isEmpty()) {
      Arrays.fill(password, '\0');
      throttle.failed(byNetwork, now, now.plus(WINDOW));
      return new Result.Ended();
    }
    return take(invited.get(), password, now);
  }

  private Result take(Account invited, char[] password, Instant now) {
    Set<PasswordFault> faults =
        newPassword.set(invited, password, "account.password-chosen", invited.actor());
    if (!faults.isEmpty()) {
      return new Result.Faulty(faults);
    }
    if (!invitations.close(invited.seller(), invited.id(), Invitations.Outcome.USED, now)) {
      // Somebody was faster with the same code; undone with this transaction.
      throw new IllegalStateException("the invitation was used meanwhile");
    }
    roster.status(invited.seller(), invited.id(), Account.Status.ACTIVE, Optional.empty());
    audit.record(
        invited.seller(),
        invited.actor(),
        "invitation.used",
        "account:" + invited.id(),
        Map.of("role", invited.role().name()));
    return new Result.Welcome(invited);
  }

  private Optional<Invitations.Invitation> open(String code, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64Url.decode(code.strip(), InvitationSteps.CODE);
    } catch (Malformed e) {
      return Optional.empty();
    }
    return invitations
        .byCode(new Opaque(Digests.sha256(bytes)))
        .filter(found -> now.isBefore(found.endsAt()));
  }
}
