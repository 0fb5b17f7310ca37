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

/** A dated edition of all rules. Complete: an anchor without a rule does not load. */
public final class RetentionSchedule {

  private final LocalDate edition;
  private final Map<Anchor, RetentionRule> rules;

  private RetentionSchedule(LocalDate edition, Map<Anchor, RetentionRule> rules) {
    this.edition = edition;
    this.rules = rules;
  }

  /**
   * Loads the edition that is in force from {@code date} on.
   *
   * @throws IllegalStateException if the file is missing or a rule is
   */
  public static RetentionSchedule edition(LocalDate date) {
    String name = "/policy/" + date + ".properties";
    Properties file = new Properties();
    try (InputStream in = RetentionSchedule.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no policy of " + date);
      }
      file.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the policy of " + date + " cannot be read", e);
    }
    return of(file);
  }

  static RetentionSchedule of(Properties file) {
    Map<Anchor, RetentionRule> rules = new EnumMap<>(Anchor.class);
    for (Anchor anchor : Anchor.values()) {
      String key = "buyer." + anchor.name().toLowerCase(Locale.ROOT);
      rules.put(
          anchor,
          new RetentionRule(
              anchor,
              Duration.parse(required(file, key + ".keep")),
              required(file, key + ".source")));
    }
    return new RetentionSchedule(LocalDate.parse(required(file, "edition")), rules);
  }

  private static String required(Properties file, String key) {
    return Optional.ofNullable(file.getProperty(key))
        .map(String::strip)
        .orElseThrow(() -> new IllegalStateException("the policy has no " + key));
  }

  /** The day from which this edition is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** The rule for data counted from {@code anchor}. */
  public RetentionRule rule(Anchor anchor) {
    return Optional.ofNullable(rules.get(anchor)).orElseThrow();
  }
}
