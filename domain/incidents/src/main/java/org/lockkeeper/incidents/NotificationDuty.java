package org.lockkeeper.incidents;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The duty to tell one party.
 *
 * @param span the time since detection by which it has to be met; it may get shorter, never longer
 * @param missedAt when it was found not to be met in time; stays also when it is met later
 */
public record NotificationDuty(
    Party party, Duration span, Standing standing, Optional<Instant> missedAt) {

  /** Where it stands. */
  public sealed interface Standing {}

  /** Somebody has to be told. */
  public record Owed() implements Standing {}

  /**
   * Two people found in time that this party's data is not concerned. It is owed again as soon as
   * that is doubted.
   */
  public record Excused(Instant at) implements Standing {}

  /**
   * Told.
   *
   * @param proof what shows it, such as {@code notice:…} or the party's own reference
   */
  public record Met(Instant at, String proof) implements Standing {}

  /** A new one. */
  static NotificationDuty owed(Party party, Duration span) {
    return new NotificationDuty(party, span, new Owed(), Optional.empty());
  }

  /** Whether somebody still has to be told. */
  public boolean open() {
    return standing instanceof Owed;
  }

  /** Whether it was met, and in time. */
  public boolean metInTime() {
    return standing instanceof Met && missedAt.isEmpty();
  }

  NotificationDuty within(Duration other) {
    return other.compareTo(span) < 0
        ? new NotificationDuty(party, other, standing, missedAt)
        : this;
  }

  NotificationDuty met(Instant at, String proof) {
    return standing instanceof Met
        ? this
        : new NotificationDuty(party, span, new Met(at, proof), missedAt);
  }

  NotificationDuty excused(Instant at) {
    return open() ? new NotificationDuty(party, span, new Excused(at), missedAt) : this;
  }

  NotificationDuty owedAgain() {
    return standing instanceof Excused
        ? new NotificationDuty(party, span, new Owed(), missedAt)
        : this;
  }

  NotificationDuty missed(Instant at) {
    return open() && missedAt.isEmpty()
        ? new NotificationDuty(party, span, standing, Optional.of(at))
        : this;
  }
}
