package org.lockkeeper.portal.texts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The ring that shows how long something may still stay, always with its words. */
@Named
@RequestScoped
public class Clocks {

  private final Clock clock;
  private final Times times;
  private final Texts texts;

  @Inject
  public Clocks(Clock clock, Times times, Texts texts) {
    this.clock = clock;
    this.times = times;
    this.texts = texts;
  }

  /** How the ring looks. */
  public enum Tone {
    /** More than a fifth of the time is left. */
    GOOD,
    /** A fifth of the time or less is left. */
    WARNING,
    /** The end has come and it is still there. */
    DANGER,
    /** It is gone. */
    GONE
  }

  /**
   * One ring.
   *
   * @param percent how much of it is drawn, 0 to 100
   * @param words what it says
   * @param end the instant it runs to, or at which it ended
   */
  public record Ring(Tone tone, int percent, String words, Instant end) {

    /** The name of the tone in a style class. */
    public String look() {
      return tone.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The ring of a duty that began at {@code start} and has to be done by {@code due}: day so of so
   * many, counted once for the whole time, the first day being one.
   *
   * @param done when it was done
   */
  public Ring duty(Instant start, Instant due, Optional<Instant> done) {
    long all = Math.max(1, Duration.between(start, due).toDays());
    Instant until = done.orElseGet(clock::instant);
    long day = Math.clamp(Duration.between(start, until).toDays() + 1, 1, all);
    if (done.isPresent()) {
      return new Ring(
          Tone.GONE, 0, texts.with("common.clock.done", times.day(until), day, all), done.get());
    }
    if (!until.isBefore(due)) {
      return new Ring(Tone.DANGER, 100, texts.with("common.clock.overdue", times.day(due)), due);
    }
    Duration left = Duration.between(until, due);
    Duration whole = Duration.between(start, due);
    return new Ring(
        tone(left, whole),
        percent(left, whole),
        texts.with("common.clock.day", day, all, times.span(left), times.day(due)),
        due);
  }

  private static Tone tone(Duration left, Duration whole) {
    return left.multipliedBy(5).compareTo(whole) > 0 ? Tone.GOOD : Tone.WARNING;
  }

  private static int percent(Duration left, Duration whole) {
    long percent = whole.isZero() ? 0 : left.toMillis() * 100 / Math.max(1, whole.toMillis());
    return Math.clamp(percent, 1, 100);
  }

  /**
   * The ring of something kept from {@code start} until {@code end}, that instant excluded.
   *
   * @param ended when it went
   */
  public Ring ring(Instant start, Instant end, Optional<Instant> ended) {
    if (ended.isPresent()) {
      Instant at = ended.get();
      return new Ring(Tone.GONE, 0, texts.with("common.clock.gone", times.day(at)), at);
    }
    Instant now = clock.instant();
    if (!now.isBefore(end)) {
      return new Ring(Tone.DANGER, 100, texts.with("common.clock.due", times.day(end)), end);
    }
    Duration left = Duration.between(now, end);
    Duration whole = Duration.between(start, end);
    return new Ring(
        tone(left, whole),
        percent(left, whole),
        texts.with("common.clock.goes", times.span(left), times.day(end)),
        end);
  }
}
