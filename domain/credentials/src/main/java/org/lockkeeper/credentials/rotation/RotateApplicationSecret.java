package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Replaces the secret of our own application at a platform: a new one waits as the
 * pending version, is tried with one harmless call, comes into use if the platform takes it and is
 * thrown away if it does not; the former one stays good for its overlap and is then destroyed.
 */
@Workflow
public class RotateApplicationSecret {

  private static final System.Logger LOG =
      System.getLogger(RotateApplicationSecret.class.getName());

  /** After that a new secret that was asked for is not waited for any more. */
  private static final Duration ARRIVES_WITHIN = Duration.ofDays(1);

  /** After that a trial is arranged again, in case its errand was put aside. */
  private static final Duration TRIED_WITHIN = Duration.ofHours(1);

  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  /** By then a secret has come if the request that got no answer took effect. */
  private static final Duration DOUBT_CLEARS = Duration.ofHours(1);

  private final RotationSteps steps;
  private final ApplicationSecretSources sources;
  private final AuthorizationServers servers;
  private final SecretVault vault;
  private final RotationPolicy policy;

  @Inject
  public RotateApplicationSecret(
      RotationSteps steps,
      ApplicationSecretSources sources,
      AuthorizationServers servers,
      SecretVault vault,
      RotationPolicy policy) {
    this.steps = steps;
    this.sources = sources;
    this.servers = servers;
    this.vault = vault;
    this.policy = policy;
  }

  /** What became of it. */
  public enum Result {
    /** The platform was asked; the new one will come by itself. */
    ASKED,
    /** The new one is in use. */
    IN_USE,
    /** The platform does not take the new one; it was thrown away, the former one stays in use. */
    REFUSED,
    /** The platform cannot be reached; it is asked, or the new one tried, again by itself. */
    WAITING,
    /** Something is under way already. */
    UNDER_WAY,
    /** This platform gives no new secret when asked: somebody has to enter one. */
    ENTER_IT
  }

  /** Asks the platform for a new secret; if that cannot be done now, it is done later by itself. */
  public Result ask(Platform platform, Actor actor) {
    try {
      return request(platform, actor);
    } catch (PlatformTrouble e) {
      steps.askLater(
          platform,
          e.retryAfter()
              .orElse(e.kind() == PlatformTrouble.Kind.DOUBTFUL ? DOUBT_CLEARS : ASK_AGAIN));
      return Result.WAITING;
    }
  }

  /**
   * Asks again if the last request did not reach the platform and nothing has come since.
   *
   * @throws PlatformTrouble if that cannot be done now either
   */
  public void askAgain(Platform platform, Actor actor) {
    if (notAsked(steps.of(platform)).isPresent()) {
      request(platform, actor);
    }
  }

  private static Optional<ApplicationSecret.Trouble> notAsked(ApplicationSecret.Snapshot secret) {
    return secret
        .trouble()
        .filter(last -> last.reason() == ApplicationSecret.Reason.NOT_ASKED)
        .filter(last -> secret.state().begun().isEmpty());
  }

  private Result request(Platform platform, Actor actor) {
    Optional<ApplicationSecretSource> source = sources.of(platform);
    if (source.isEmpty()) {
      return Result.ENTER_IT;
    }
    Optional<Instant> since = steps.requested(platform);
    if (since.isEmpty()) {
      return Result.UNDER_WAY;
    }
    try {
      source.get().request();
      LOG.log(Level.INFO, "application-secret.requested platform={0}", platform);
      return Result.ASKED;
    } catch (PlatformTrouble e) {
      LOG.log(
          Level.WARNING,
          "application-secret.not-requested platform={0} kind={1}",
          platform,
          e.kind());
      steps.gaveUp(platform, since.get(), ApplicationSecret.Reason.NOT_ASKED, actor);
      return switch (e.kind()) {
        case REFUSED, UNAUTHORIZED -> Result.REFUSED;
        case THROTTLED, UNAVAILABLE, DOUBTFUL -> throw e;
      };
    }
  }

  /**
   * Takes a new secret that a person entered, and tries it at once.
   *
   * @param value closed by the caller
   */
  public Result enter(Platform platform, Secret value, Actor actor) {
    steps.entered(platform, value, actor);
    try {
      return tryOut(platform, actor);
    } catch (PlatformTrouble e) {
      return Result.WAITING;
    }
  }

  /**
   * Tries the pending secret, if there is one.
   *
   * @throws PlatformTrouble if that cannot be done now; it is still pending then
   */
  public Result tryOut(Platform platform, Actor actor) {
    ApplicationSecret.Snapshot secret = steps.of(platform);
    if (!(secret.state() instanceof ApplicationSecret.State.Trial tried)) {
      return Result.UNDER_WAY;
    }
    AuthorizationServer server =
        servers
            .of(platform)
            .orElseThrow(
                () -> new PlatformTrouble(platform + ".trial", PlatformTrouble.Kind.UNAVAILABLE));
    Optional<Secret> pending =
        vault.open(
            SellerId.PLATFORM, secret.ref(), SecretVault.Stage.PENDING, actor, Purpose.API_CALL);
    if (pending.isEmpty()) {
      return refused(platform, tried, actor);
    }
    try (Secret value = pending.get()) {
      server.testApplication(value);
    } catch (PlatformTrouble e) {
      return switch (e.kind()) {
        case REFUSED, UNAUTHORIZED -> {
          LOG.log(Level.WARNING, "application-secret.refused platform={0}", platform);
          yield refused(platform, tried, actor);
        }
        case THROTTLED, UNAVAILABLE, DOUBTFUL -> throw e;
      };
    }
    if (!steps.promoted(platform, tried.since(), actor)) {
      return overtaken(platform);
    }
    LOG.log(Level.INFO, "application-secret.in-use platform={0}", platform);
    return Result.IN_USE;
  }

  private Result refused(Platform platform, ApplicationSecret.State.Trial tried, Actor actor) {
    return steps.gaveUp(platform, tried.since(), ApplicationSecret.Reason.REFUSED, actor)
        ? Result.REFUSED
        : overtaken(platform);
  }

  /** Another one came while this one was tried, or somebody else finished this trial. */
  private static Result overtaken(Platform platform) {
    LOG.log(Level.INFO, "application-secret.trial-overtaken platform={0}", platform);
    return Result.UNDER_WAY;
  }

  /** Says that the pending secret could not be tried for long. */
  public void notTried(Platform platform) {
    LOG.log(Level.WARNING, "application-secret.not-tried platform={0}", platform);
    steps.notTried(platform);
  }

  /**
   * What the clock asks for: overlaps end, new secrets are asked for in time, what never came is
   * not waited for, and what could not be tried or asked for is tried or asked for again.
   */
  public void asOf(Instant now, Actor actor) {
    for (AuthorizationServer server : servers.all()) {
      Platform platform = server.platform();
      steps.endOverlap(platform, false, actor);
      ApplicationSecret.Snapshot secret = steps.of(platform);
      if (secret.state() instanceof ApplicationSecret.State.Requested asked
          && !now.isBefore(asked.since().plus(ARRIVES_WITHIN))) {
        steps.gaveUp(platform, asked.since(), ApplicationSecret.Reason.NOT_ARRIVED, actor);
      } else if (secret.state() instanceof ApplicationSecret.State.Trial tried
          && !now.isBefore(tried.since().plus(TRIED_WITHIN))) {
        steps.tryLater(platform);
      } else if (notAsked(secret)
          .filter(last -> !now.isBefore(last.at().plus(ARRIVES_WITHIN)))
          .isPresent()) {
        ask(platform, actor);
      } else if (secret.state() instanceof ApplicationSecret.State.Idle
          && sources.of(platform).isPresent()
          && end(secret)
              .filter(end -> !now.isBefore(end.minus(policy.rule(platform).ask())))
              .isPresent()
          && secret
              .trouble()
              .filter(last -> now.isBefore(last.at().plus(ARRIVES_WITHIN)))
              .isEmpty()) {
        ask(platform, actor);
      }
    }
  }

  /**
   * When the secret in use has to be replaced at the latest; empty if nothing is held or known.
   * Counted from when it was stored, unless the platform named an instant.
   */
  public Optional<Instant> end(ApplicationSecret.Snapshot secret) {
    return secret
        .endsAt()
        .or(
            () ->
                secret
                    .writtenAt()
                    .or(
                        () ->
                            steps.held(secret.platform()).stream()
                                .filter(held -> held.stage() == SecretVault.Stage.CURRENT)
                                .map(held -> held.writtenAt())
                                .findFirst())
                    .map(at -> at.plus(policy.rule(secret.platform()).life())));
  }
}
