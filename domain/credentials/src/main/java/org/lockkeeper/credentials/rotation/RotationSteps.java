package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of a rotation, each of which commits by itself. */
@UseCase
public class RotationSteps {

  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  private final ApplicationSecrets secrets;
  private final SecretCare care;
  private final RotationPolicy policy;
  private final Errands errands;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public RotationSteps(
      ApplicationSecrets secrets,
      SecretCare care,
      RotationPolicy policy,
      Errands errands,
      DomainEvents events,
      Clock clock) {
    this.secrets = secrets;
    this.care = care;
    this.policy = policy;
    this.errands = errands;
    this.events = events;
    this.clock = clock;
  }

  public ApplicationSecret.Snapshot of(Platform platform) {
    return secrets.of(platform).snapshot();
  }

  public List<ApplicationSecret.Snapshot> all() {
    return secrets.all().stream().map(ApplicationSecret::snapshot).toList();
  }

  /**
   * The platform is about to be asked.
   *
   * @return false if it was asked before, or a new one is being tried
   */
  public boolean requested(Platform platform) {
    ApplicationSecret secret = secrets.of(platform);
    if (!secret.requested(clock.instant())) {
      return false;
    }
    secrets.save(secret);
    told(platform, ApplicationSecretMoved.Step.REQUESTED);
    return true;
  }

  /** Keeps a new one, which was entered by a person, for its trial. */
  public void entered(Platform platform, Secret value, Actor writer) {
    ApplicationSecret secret = secrets.of(platform);
    Optional<Instant> end = policy.rule(platform).limit().map(limit -> clock.instant().plus(limit));
    secret.proposed(clock.instant(), Optional.empty(), end);
    care.propose(SellerId.PLATFORM, secret.snapshot().ref(), value, writer);
    secrets.save(secret);
    errands.after(TRY_AGAIN, TryApplicationSecret.errand(platform));
    told(platform, ApplicationSecretMoved.Step.ENTERED);
  }

  /** The platform took the new one. */
  public void promoted(Platform platform, Actor writer) {
    Instant now = clock.instant();
    ApplicationSecret secret = secrets.of(platform);
    if (!secret.promoted(now, now.plus(policy.rule(platform).overlap()))) {
      return;
    }
    care.promote(SellerId.PLATFORM, secret.snapshot().ref(), writer);
    secrets.save(secret);
    told(platform, ApplicationSecretMoved.Step.PROMOTED);
  }

  /** Nothing came of it: what was pending goes, the one in use stays. */
  public void gaveUp(Platform platform, ApplicationSecret.Reason reason, Actor writer) {
    ApplicationSecret secret = secrets.of(platform);
    if (!secret.gaveUp(clock.instant(), reason)) {
      return;
    }
    care.discard(SellerId.PLATFORM, secret.snapshot().ref(), SecretVault.Stage.PENDING, writer);
    secrets.save(secret);
    told(platform, ApplicationSecretMoved.Step.GIVEN_UP);
  }

  /** Destroys the former one if its overlap is over, or at once. */
  public void endOverlap(Platform platform, boolean atOnce, Actor writer) {
    ApplicationSecret secret = secrets.of(platform);
    boolean over =
        secret
            .snapshot()
            .state()
            .previousUntil()
            .filter(until -> atOnce || !clock.instant().isBefore(until))
            .isPresent();
    if (over && secret.overlapEnded()) {
      care.discard(SellerId.PLATFORM, secret.snapshot().ref(), SecretVault.Stage.PREVIOUS, writer);
      secrets.save(secret);
      told(platform, ApplicationSecretMoved.Step.OVERLAP_ENDED);
    }
  }

  /** What is held of the application's secret, without values. */
  public List<SecretCare.Held> held(Platform platform) {
    return care.held(SellerId.PLATFORM, secrets.of(platform).snapshot().ref());
  }

  private void told(Platform platform, ApplicationSecretMoved.Step step) {
    events.announce(new ApplicationSecretMoved(platform, step, clock.instant()));
  }
}
