package org.lockkeeper.compliance.reach;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/** When contacts are tested: one dated edition, complete or not loaded. */
@ApplicationScoped
public class ReachPolicy {

  private static final String NEWEST = "/policy/contacts-2026-11-22.properties";

  private final LocalDate edition;
  private final ZoneId zone;
  private final LocalTime opens;
  private final LocalTime closes;
  private final Duration firstWithin;
  private final Duration notBefore;
  private final Duration notAfter;
  private final Duration answerWithin;

  /** The edition in force. */
  public ReachPolicy() {
    this(newest());
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown or out of bounds
   */
  public ReachPolicy(Properties said) {
    Set<String> rest = new HashSet<>(said.stringPropertyNames());
    try {
      edition = LocalDate.parse(take(said, "edition", rest));
      zone = ZoneId.of(take(said, "office.zone", rest));
      opens = LocalTime.parse(take(said, "office.opens", rest));
      closes = LocalTime.parse(take(said, "office.closes", rest));
      firstWithin = Duration.parse(take(said, "first-within", rest));
      notBefore = Duration.parse(take(said, "again.not-before", rest));
      notAfter = Duration.parse(take(said, "again.not-after", rest));
      answerWithin = Duration.parse(take(said, "answer.within", rest));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time in the policy of contacts", e);
    }
    if (!rest.isEmpty()
        || !opens.isBefore(closes)
        || notBefore.compareTo(notAfter) >= 0
        || !answerWithin.isPositive()) {
      throw new IllegalArgumentException("the policy of contacts is out of bounds: " + rest);
    }
  }

  private static String take(Properties said, String key, Set<String> rest) {
    rest.remove(key);
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the policy of contacts does not say " + key);
    }
    return value;
  }

  private static Properties newest() {
    try (InputStream in = ReachPolicy.class.getResourceAsStream(NEWEST)) {
      if (in == null) {
        throw new IllegalStateException("the policy of contacts is missing: " + NEWEST);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The day of the edition. */
  public LocalDate edition() {
    return edition;
  }

  /** How long an answer may take before the next one is asked. */
  public Duration answerWithin() {
    return answerWithin;
  }

  /** Whether somebody is at the office at that instant, by its own clock; on weekends nobody is. */
  public boolean inOffice(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    boolean weekday =
        there.getDayOfWeek() != DayOfWeek.SATURDAY && there.getDayOfWeek() != DayOfWeek.SUNDAY;
    LocalTime hour = there.toLocalTime();
    return weekday && !hour.isBefore(opens) && hour.isBefore(closes);
  }

  /**
   * An instant by chance, out of office hours: within the first days after two were named, later
   * near the end of the quarter since the last test.
   *
   * @param from when the last test was begun, or the two were named
   * @param first whether there was no test yet
   * @param now before which it never is
   */
  Instant next(Instant from, boolean first, Instant now, SecureRandom random) {
    Instant earliest = first ? now : from.plus(notBefore);
    Instant latest = first ? now.plus(firstWithin) : from.plus(notAfter);
    Instant begin = earliest.isBefore(now) ? now : earliest;
    Instant end = latest.isAfter(begin) ? latest : begin.plus(Duration.ofDays(1));
    for (int i = 0; i < 1000; i++) {
      Instant at =
          begin.plusSeconds(
              1 + random.nextLong(Math.max(1, Duration.between(begin, end).toSeconds())));
      if (!inOffice(at)) {
        return at;
      }
    }
    return outOfOffice(begin);
  }

  /**
   * An instant from then on, in steps of a quarter of an hour, at which nobody is at the office.
   */
  Instant outOfOffice(Instant from) {
    Instant at = from;
    while (inOffice(at)) {
      at = at.plus(Duration.ofMinutes(15));
    }
    return at;
  }
}
