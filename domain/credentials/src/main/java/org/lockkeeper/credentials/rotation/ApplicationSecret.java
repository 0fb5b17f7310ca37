package org.lockkeeper.credentials.rotation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.SecretRef;

/** How far the replacing of our own application's secret at one platform is. Holds no value. */
public final class ApplicationSecret {

  private final Platform platform;
  private State state;
  private int revision;
  private Optional<Instant> writtenAt;
  private Optional<Instant> endsAt;
  private Optional<Trouble> trouble;

  private ApplicationSecret(Snapshot s) {
    platform = s.platform();
    state = s.state();
    revision = s.revision();
    writtenAt = s.writtenAt();
    endsAt = s.endsAt();
    trouble = s.trouble();
  }

  /** Nothing is known of it yet. */
  public static ApplicationSecret unknown(Platform platform) {
    return new ApplicationSecret(
        new Snapshot(
            platform, new State.Idle(), 0, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** Brings back what was stored. */
  public static ApplicationSecret restore(Snapshot snapshot) {
    return new ApplicationSecret(snapshot);
  }

  /** Everything there is to store. */
  public Snapshot snapshot() {
    return new Snapshot(platform, state, revision, writtenAt, endsAt, trouble);
  }

  /**
   * The platform is asked for a new one.
   *
   * @return false if one is asked for or tried already
   */
  public boolean requested(Instant now) {
    return switch (state) {
      case State.Idle i -> {
        state = new State.Requested(now, Optional.empty());
        yield true;
      }
      case State.Overlap o -> {
        state = new State.Requested(now, Optional.of(o.until()));
        yield true;
      }
      case State.Requested r -> false;
      case State.Trial t -> false;
    };
  }

  /**
   * A new one is there and is to be tried; one that was being tried is replaced. No two that follow
   * each other begin at the same microsecond, so that {@link State#begun} names one trial.
   *
   * @param formerUntil until when the platform takes the one in use; empty if we say so ourselves
   * @param newUntil when the new one ends; empty if it has no end of its own
   */
  public void proposed(Instant now, Optional<Instant> formerUntil, Optional<Instant> newUntil) {
    Instant since =
        state
            .begun()
            .filter(begun -> !now.isAfter(begun))
            .map(begun -> begun.plus(1, ChronoUnit.MICROS))
            .orElse(now);
    state = new State.Trial(since, state.previousUntil(), formerUntil, newUntil);
    trouble = Optional.empty();
  }

  /**
   * The platform could not be reached for the trial of that instant; it goes on.
   *
   * @return false if that one is not being tried any more
   */
  public boolean notTried(Instant now, Instant since) {
    if (!(state instanceof State.Trial trial) || !trial.since().equals(since)) {
      return false;
    }
    trouble = Optional.of(new Trouble(Reason.NOT_ASKED, now));
    return true;
  }

  /**
   * The platform took it: from now on it is the one in use.
   *
   * @param since when the trial began that the platform took
   * @param overlapUntil when the former one goes, unless the platform named an instant itself
   * @return false if that one is not being tried any more
   */
  public boolean promoted(Instant now, Instant since, Instant overlapUntil) {
    if (!(state instanceof State.Trial trial) || !trial.since().equals(since)) {
      return false;
    }
    Instant until = trial.formerUntil().orElse(overlapUntil);
    state = until.isAfter(now) ? new State.Overlap(now, until) : new State.Idle();
    writtenAt = Optional.of(now);
    endsAt = trial.newUntil();
    trouble = Optional.empty();
    revision++;
    return true;
  }

  /**
   * What was asked for or tried came to nothing; the one in use stays.
   *
   * @param since when the request or the trial began that came to nothing
   * @return false if that one is over, or another one has begun
   */
  public boolean gaveUp(Instant now, Instant since, Reason reason) {
    if (state.begun().filter(since::equals).isEmpty()) {
      return false;
    }
    return switch (state) {
      case State.Requested r -> back(now, r.since(), r.previousUntil(), reason);
      case State.Trial t -> back(now, t.since(), t.previousUntil(), reason);
      case State.Idle i -> false;
      case State.Overlap o -> false;
    };
  }

  private boolean back(Instant now, Instant since, Optional<Instant> previousUntil, Reason reason) {
    state =
        previousUntil.isPresent()
            ? new State.Overlap(since, previousUntil.get())
            : new State.Idle();
    trouble = Optional.of(new Trouble(reason, now));
    return true;
  }

  /**
   * The former one goes.
   *
   * @return false if there is none
   */
  public boolean overlapEnded() {
    if (state.previousUntil().isEmpty()) {
      return false;
    }
    state =
        switch (state) {
          case State.Idle i -> i;
          case State.Overlap o -> new State.Idle();
          case State.Requested r -> new State.Requested(r.since(), Optional.empty());
          case State.Trial t ->
              new State.Trial(t.since(), Optional.empty(), t.formerUntil(), t.newUntil());
        };
    revision++;
    return true;
  }

  /** How far it is. */
  public sealed interface State {

    /** Until when signatures made with the former secret are good. */
    Optional<Instant> previousUntil();

    /** When the request or the trial that is under way began, to the microsecond. */
    default Optional<Instant> begun() {
      return switch (this) {
        case Requested r -> Optional.of(r.since());
        case Trial t -> Optional.of(t.since());
        case Idle i -> Optional.empty();
        case Overlap o -> Optional.empty();
      };
    }

    /** One secret, in use. */
    record Idle() implements State {
      @Override
      public Optional<Instant> previousUntil() {
        return Optional.empty();
      }
    }

    /** The platform was asked; the new one comes by another way. */
    record Requested(Instant since, Optional<Instant> previousUntil) implements State {}

    /** A new one is there and is not used until the platform took it. */
    record Trial(
        Instant since,
        Optional<Instant> previousUntil,
        Optional<Instant> formerUntil,
        Optional<Instant> newUntil)
        implements State {}

    /** The new one is in use, the former one is good still. */
    record Overlap(Instant since, Instant until) implements State {
      @Override
      public Optional<Instant> previousUntil() {
        return Optional.of(until);
      }
    }
  }

  /** Why nothing came of it. */
  public enum Reason {
    /** The platform does not take the new secret. */
    REFUSED,
    /** The platform did not take the request, or could not be reached. */
    NOT_ASKED,
    /** A day went by and nothing came. */
    NOT_ARRIVED
  }

  /** What went wrong last. */
  public record Trouble(Reason reason, Instant at) {}

  /**
   * A state, for storage and pages.
   *
   * @param revision counts what changes which secrets are good
   * @param writtenAt since when the one in use is; empty if it came with the installation
   * @param endsAt when the platform stops taking the one in use; empty if it did not say
   */
  public record Snapshot(
      Platform platform,
      State state,
      int revision,
      Optional<Instant> writtenAt,
      Optional<Instant> endsAt,
      Optional<Trouble> trouble) {

    /** Where its values are. */
    public SecretRef ref() {
      return SecretRef.appSecret(platform.value());
    }
  }
}
