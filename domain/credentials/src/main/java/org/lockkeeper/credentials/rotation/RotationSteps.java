package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
   * @return when this request began; empty if it was asked before, or a new one is being tried
   */
  public Optional<Instant> requested(Platform platform) {
    ApplicationSecret secret = secrets.locked(platform);
    if (!secret.requested(now())) {
      return Optional.empty();
    }
    secrets.save(secret);
    told(platform, ApplicationSecretMoved.Step.REQUESTED);
    return secret.snapshot().state().begun();
  }

  /** Keeps a new one, which was entered by a person, for its trial. */
  public void entered(Platform platform, Secret value, Actor writer) {
    ApplicationSecret secret = secrets.locked(platform);
    Optional<Instant> end = policy.rule(platform).limit().map(limit -> clock.instant().plus(limit));
    secret.proposed(now(), Optional.empty(), end);
    care.propose(SellerId.PLATFORM, secret.snapshot().ref(), value, writer);
    secrets.save(secret);
    errands.after(TRY_AGAIN, TryApplicationSecret.errand(platform));
    told(platform, ApplicationSecretMoved.Step.ENTERED);
  }

  /**
   * The platform took the new one.
   *
   * @param since when the trial began that succeeded
   * @return false if that one is not being tried any more; nothing was changed then
   */
  public boolean promoted(Platform platform, Instant since, Actor writer) {
    Instant now = now();
    ApplicationSecret secret = secrets.locked(platform);
    if (!secret.promoted(now, since, now.plus(policy.rule(platform).overlap()))) {
      return false;
    }
    care.promote(SellerId.PLATFORM, secret.snapshot().ref(), writer);
    secrets.save(secret);
    told(platform, ApplicationSecretMoved.Step.PROMOTED);
    return true;
  }

  /**
   * Nothing came of it: what was pending goes, the one in use stays.
   *
   * @param since when the request or the trial began that came to nothing
   * @return false if that one is over, or another one has begun; nothing was changed then
   */
  public boolean gaveUp(
      Platform platform, Instant since, ApplicationSecret.Reason reason, Actor writer) {
    ApplicationSecret secret = secrets.locked(platform);
    if (!secret.gaveUp(now(), since, reason)) {
      return false;
    }
    care.discard(SellerId.PLATFORM, secret.snapshot().ref(), SecretVault.Stage.PENDING, writer);
    secrets.save(secret);
    told(platform, ApplicationSecretMoved.Step.GIVEN_UP);
    return true;
  }

  /** Has the platform asked again after the pause. */
  public void askLater(Platform platform, Duration pause) {
    errands.after(pause, AskApplicationSecret.errand(platform));
  }

  /** Has the pending one tried again, unless that is arranged already. */
  public void tryLater(Platform platform) {
    errands.soon(TryApplicationSecret.errand(platform));
  }

  /** Notes, for people to see, that the trial which is under way could not be made. */
  public void notTried(Platform platform) {
    ApplicationSecret secret = secrets.locked(platform);
    if (secret
        .snapshot()
        .state()
        .begun()
        .filter(since -> secret.notTried(now(), since))
        .isPresent()) {
      secrets.save(secret);
    }
  }

  /** Destroys the former one if its overlap is over, or at once. */
  public void endOverlap(Platform platform, boolean atOnce, Actor writer) {
    if (!over(secrets.of(platform), atOnce)) {
      return;
    }
    ApplicationSecret secret = secrets.locked(platform);
    if (over(secret, atOnce) && secret.overlapEnded()) {
      care.discard(SellerId.PLATFORM, secret.snapshot().ref(), SecretVault.Stage.PREVIOUS, writer);
      secrets.save(secret);
      told(platform, ApplicationSecretMoved.Step.OVERLAP_ENDED);
    }
  }

  private boolean over(ApplicationSecret secret, boolean atOnce) {
    return secret
        .snapshot()
        .state()
        .previousUntil()
        .filter(until -> atOnce || !clock.instant().isBefore(until))
        .isPresent();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** What is held of the application's secret, without values. */
  public List<SecretCare.Held> held(Platform platform) {
    return care.held(SellerId.PLATFORM, secrets.of(platform).snapshot().ref());
  }

  private void told(Platform platform, ApplicationSecretMoved.Step step) {
    events.announce(new ApplicationSecretMoved(platform, step, clock.instant()));
  }
}
