package org.lockkeeper.compliance.clocks;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The table of clocks: one dated edition, complete or not loaded. */
@ApplicationScoped
public class ClockPolicy {

  private static final String NEWEST = "/policy/clocks-2026-11-22.properties";
  private static final String CLOCK = "clock.";

  private final LocalDate edition;
  private final Period firstDue;
  private final List<Period> reminders;
  private final List<ClockRule> rules;

  /** The edition in force. */
  public ClockPolicy() {
    this(newest());
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line cannot be read
   */
  public ClockPolicy(Properties said) {
    try {
      this.edition = LocalDate.parse(said.getProperty("edition", ""));
      this.firstDue = Period.parse(said.getProperty("first-due-within", ""));
      this.reminders =
          Arrays.stream(said.getProperty("remind-before", "").split(",", -1))
              .map(text -> Period.parse(text.strip()))
              .sorted(Comparator.comparing(Period::getDays))
              .toList();
      this.rules =
          said.stringPropertyNames().stream()
              .filter(key -> key.startsWith(CLOCK))
              .sorted()
              .map(key -> rule(key.substring(CLOCK.length()), said.getProperty(key, "")))
              .toList();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no date or span in the policy of clocks", e);
    }
  }

  private static ClockRule rule(String name, String line) {
    String[] parts = line.split(",", -1);
    if (parts.length < 4 || parts.length > 5) {
      throw new IllegalArgumentException(
          "a clock has a kind, a span, a source and an owner: " + name);
    }
    String span = parts[1].strip();
    TemporalAmount amount = span.startsWith("PT") ? Duration.parse(span) : Period.parse(span);
    return new ClockRule(
        name,
        ClockRule.Kind.valueOf(parts[0].strip()),
        amount,
        parts[2].strip(),
        ClockRule.Owner.valueOf(parts[3].strip()),
        parts.length == 5 ? Optional.of(parts[4].strip()) : Optional.empty());
  }

  private static Properties newest() {
    try (InputStream in = ClockPolicy.class.getResourceAsStream(NEWEST)) {
      if (in == null) {
        throw new IllegalStateException("the policy of clocks is missing: " + NEWEST);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The day from which it is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** All clocks, by name. */
  public List<ClockRule> rules() {
    return rules;
  }

  /** How long after the product was started a duty that was never done is due. */
  Period firstDue() {
    return firstDue;
  }

  /** How long before the due day people are reminded, the shortest first. */
  List<Period> reminders() {
    return reminders;
  }
}
