package org.lockkeeper.compliance.encryption;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The orders whose keys die together: one ISO week, UTC. A cohort has one key at the custodian;
 * destroying that key makes every order of the week unreadable, in every backup as well.
 *
 * @param kind by which instant of an order the week is chosen
 * @param year the year of the ISO week, which near New Year is not the calendar's
 * @param week 1 to 52, or 53 in a long year
 */
public record Cohort(Kind kind, int year, int week) {

  /** By which instant of an order its week is chosen. */
  public enum Kind {
    /** The week in which the order arrived; its end date is not known yet. */
    PROVISIONAL('P'),
    /** The week in which the strip of the order is due. */
    EXPIRY('E');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  private static final Pattern FORM = Pattern.compile("([PE])(\\d{4})W(\\d{2})");

  /**
   * @throws IllegalArgumentException if the year has no such ISO week
   */
  public Cohort {
    if (year < 2000 || year > 9999 || week < 1 || week > weeksOf(year)) {
      throw new IllegalArgumentException("a cohort is an ISO week of a year from 2000 to 9999");
    }
  }

  /** The cohort of an order that arrives at {@code arrival}. */
  public static Cohort provisional(Instant arrival) {
    return of(Kind.PROVISIONAL, arrival);
  }

  /** The cohort of an order whose strip is due at {@code stripAt}. */
  public static Cohort expiry(Instant stripAt) {
    return of(Kind.EXPIRY, stripAt);
  }

  /**
   * Reads the text form, such as {@code P2026W47} or {@code E2027W08}.
   *
   * @throws IllegalArgumentException if it is no cohort
   */
  public static Cohort parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("a cohort reads like P2026W47 or E2027W08");
    }
    Kind kind = form.group(1).charAt(0) == Kind.EXPIRY.letter ? Kind.EXPIRY : Kind.PROVISIONAL;
    return new Cohort(kind, Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
  }

  /** The first instant after the week: the midnight before the next Monday, UTC. */
  public Instant endsAt() {
    return monday().plusWeeks(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The text form; {@link #parse} reads it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%c%04dW%02d", kind.letter, year, week);
  }

  private LocalDate monday() {
    return LocalDate.of(year, 1, 4)
        .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
        .with(DayOfWeek.MONDAY);
  }

  private static Cohort of(Kind kind, Instant instant) {
    LocalDate day = instant.atZone(ZoneOffset.UTC).toLocalDate();
    return new Cohort(
        kind, day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  private static int weeksOf(int year) {
    // The fourth of January and the 28th of December are always in the first and the last week.
    return LocalDate.of(year, 12, 28).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }
}
