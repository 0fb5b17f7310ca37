package org.lockkeeper.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Properties;

/** The spans of deletion cases, as dated data. */
public final class CaseRules {

  private final RetentionSchedule schedule;
  private final Duration underWayMargin;
  private final Duration warnBefore;

  private CaseRules(RetentionSchedule schedule, Duration underWayMargin, Duration warnBefore) {
    this.schedule = schedule;
    this.underWayMargin = underWayMargin;
    this.warnBefore = warnBefore;
  }

  /**
   * Loads what belongs to that edition of the schedule.
   *
   * @throws IllegalStateException if the file is missing or a rule is
   */
  public static CaseRules of(RetentionSchedule schedule) {
    LocalDate date =
        schedule.edition().isBefore(RetentionSchedule.FIRST_COMPLETE)
            ? RetentionSchedule.FIRST_COMPLETE
            : schedule.edition();
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
    return new CaseRules(
        schedule, span(file, "case.under-way.margin"), span(file, "case.warn-before"));
  }

  private static Duration span(Properties file, String key) {
    Duration span =
        Duration.parse(
            Optional.ofNullable(file.getProperty(key))
                .map(String::strip)
                .orElseThrow(() -> new IllegalStateException("the rules of cases lack " + key)));
    if (span.isNegative()) {
      throw new IllegalStateException("the rule " + key + " is negative");
    }
    return span;
  }

  /** The policy by which a case is worked out. */
  public LocalDate edition() {
    return schedule.edition();
  }

  /** The time after the trigger by which everything is gone; whole days of 24 hours. */
  public Duration due() {
    return schedule.term(RetentionSchedule.Term.CASE_DUE);
  }

  /** How old the oldest backup gets. */
  public Duration backups() {
    return schedule.term(RetentionSchedule.Term.BACKUP);
  }

  /** How long logs are kept. */
  public Duration logs() {
    return schedule.rule(DataKind.AUDIT_LOG).keepFor();
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
    return trigger.canBeTakenBack()
        ? schedule.term(RetentionSchedule.Term.CASE_COOLING_OFF)
        : Duration.ZERO;
  }
}
