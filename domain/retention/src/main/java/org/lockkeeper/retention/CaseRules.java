package org.lockkeeper.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The spans of deletion cases, as dated data. Complete: a trigger without a rule does
 * not load.
 */
public final class CaseRules {

  private final LocalDate edition;
  private final Duration due;
  private final Duration underWayMargin;
  private final Duration warnBefore;
  private final Map<Trigger, Duration> coolingOff;

  private CaseRules(
      LocalDate edition,
      Duration due,
      Duration underWayMargin,
      Duration warnBefore,
      Map<Trigger, Duration> coolingOff) {
    this.edition = edition;
    this.due = due;
    this.underWayMargin = underWayMargin;
    this.warnBefore = warnBefore;
    this.coolingOff = coolingOff;
  }

  /**
   * Loads the edition that is in force from {@code date} on.
   *
   * @throws IllegalStateException if the file is missing or a rule is
   */
  public static CaseRules edition(LocalDate date) {
    Properties file = new Properties();
    try (InputStream in =
        CaseRules.class.getResourceAsStream("/policy/cases-" + date + ".properties")) {
      if (in == null) {
        throw new IllegalStateException("there are no rules for deletion cases of " + date);
      }
      file.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the rules of " + date + " cannot be read", e);
    }
    return of(file);
  }

  static CaseRules of(Properties file) {
    Map<Trigger, Duration> coolingOff = new EnumMap<>(Trigger.class);
    for (Trigger trigger : Trigger.values()) {
      coolingOff.put(
          trigger,
          span(
              file,
              "case.cooling-off." + trigger.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    return new CaseRules(
        LocalDate.parse(required(file, "edition")),
        span(file, "case.due"),
        span(file, "case.under-way.margin"),
        span(file, "case.warn-before"),
        coolingOff);
  }

  private static Duration span(Properties file, String key) {
    Duration span = Duration.parse(required(file, key));
    if (span.isNegative()) {
      throw new IllegalStateException("the rule " + key + " is negative");
    }
    return span;
  }

  private static String required(Properties file, String key) {
    return Optional.ofNullable(file.getProperty(key))
        .map(String::strip)
        .orElseThrow(() -> new IllegalStateException("the rules of cases have no " + key));
  }

  /** The day from which this edition is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** The time after the trigger by which everything is gone; whole days of 24 hours. */
  public Duration due() {
    return due;
  }

  /** So long before the due instant nothing waits for parcels any more. */
  public Duration underWayMargin() {
    return underWayMargin;
  }

  /** So long before the due instant our own people are told that a case is not done. */
  public Duration warnBefore() {
    return warnBefore;
  }

  /** How long a case can be taken back; zero if it begins at once. */
  public Duration coolingOff(Trigger trigger) {
    return Optional.ofNullable(coolingOff.get(trigger)).orElseThrow();
  }
}
