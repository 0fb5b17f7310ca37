package org.lockkeeper.incidents;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;

/**
 * The duty to tell one party, or one seller who was found to be concerned after the others had been
 * told.
 *
 * @param seller whom alone it is about; empty if it is about the whole party
 * @param since how much had passed since detection when it came up, in whole seconds; zero for what
 *     was owed from detection on. It is reminded of from there
 * @param span the time since detection by which it has to be met; it may get shorter, never longer
 * @param missedAt when it was found not to be met in time; stays also when it is met later
 */
public record NotificationDuty(
    Party party,
    Optional<SellerId> seller,
    Duration since,
    Duration span,
    Standing standing,
    Optional<Instant> missedAt) {

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

  /**
   * @throws IllegalArgumentException if it leaves no time, or is about one of another party
   */
  public NotificationDuty {
    if (since.isNegative() || span.compareTo(since) <= 0) {
      throw new IllegalArgumentException("a duty leaves some time");
    }
    if (seller.isPresent() && party != Party.SELLERS) {
      throw new IllegalArgumentException("only sellers are told one by one");
    }
  }

  /** A new one, owed from detection on. */
  static NotificationDuty owed(Party party, Duration span) {
    return new NotificationDuty(
        party, Optional.empty(), Duration.ZERO, span, new Owed(), Optional.empty());
  }

  /** A new one of one seller, who was found when {@code since} had passed. */
  static NotificationDuty found(SellerId seller, Duration since, Duration within) {
    return new NotificationDuty(
        Party.SELLERS,
        Optional.of(seller),
        since,
        since.plus(within),
        new Owed(),
        Optional.empty());
  }

  /** Whether somebody still has to be told. */
  public boolean open() {
    return standing instanceof Owed;
  }

  /** Whether it was met, and in time. */
  public boolean metInTime() {
    return standing instanceof Met && missedAt.isEmpty();
  }

  /** How much time it leaves in all, from when it came up. */
  public Duration leaves() {
    return span.minus(since);
  }

  /** The same with so much time from when it came up, if that is less. */
  NotificationDuty within(Duration other) {
    return other.compareTo(leaves()) < 0
        ? new NotificationDuty(party, seller, since, since.plus(other), standing, missedAt)
        : this;
  }

  NotificationDuty met(Instant at, String proof) {
    return standing instanceof Met ? this : standing(new Met(at, proof));
  }

  NotificationDuty excused(Instant at) {
    return open() ? standing(new Excused(at)) : this;
  }

  NotificationDuty owedAgain() {
    return standing instanceof Excused ? standing(new Owed()) : this;
  }

  private NotificationDuty standing(Standing other) {
    return new NotificationDuty(party, seller, since, span, other, missedAt);
  }

  NotificationDuty missed(Instant at) {
    return open() && missedAt.isEmpty()
        ? new NotificationDuty(party, seller, since, span, standing, Optional.of(at))
        : this;
  }
}
