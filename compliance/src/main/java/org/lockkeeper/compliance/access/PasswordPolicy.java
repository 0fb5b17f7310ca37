package org.lockkeeper.compliance.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What passwords must be, for whom, and what happens after failures: one dated edition, complete or
 * not loaded.
 */
@ApplicationScoped
public class PasswordPolicy {

  private static final String NEWEST = "/policy/passwords-2026-11-22.properties";

  /** at most so many attempts until the lock. */
  private static final int MOST_ATTEMPTS = 10;

  private final LocalDate edition;
  private final Map<Role, PasswordProfile> profiles = new EnumMap<>(Role.class);
  private final List<String> words;
  private final List<Integer> noticeDays;
  private final Lock lock;
  private final Duration deviceKnownFor;
  private final Duration resetOpenFor;

  /** The edition in force. */
  public PasswordPolicy() {
    this(read());
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown or out of bounds
   */
  PasswordPolicy(Properties said) {
    Lines lines = new Lines(said);
    edition = LocalDate.parse(lines.of("edition"));
    for (Role role : Role.values()) {
      profiles.put(role, lines.profile(lines.of(role + ".profile")));
    }
    words =
        Stream.of(lines.of("words").split(",", -1))
            .map(word -> CommonPasswords.folded(word.strip()))
            .toList();
    noticeDays =
        Stream.of(lines.of("notices.days-before").split(",", -1))
            .map(days -> Integer.valueOf(days.strip()))
            .sorted()
            .toList();
    lock =
        new Lock(
            lines.number("lock.after"),
            lines.number("lock.after-of-network"),
            lines.span("lock.for"));
    if (lock.after() < 1 || 2 * lock.after() > MOST_ATTEMPTS) {
      throw new IllegalArgumentException("lock.after allows more than ten attempts");
    }
    deviceKnownFor = lines.span("device.known-for");
    resetOpenFor = lines.span("reset.open-for");
    // A profile that holds for nobody is complete as well.
    for (String key : said.stringPropertyNames()) {
      if (key.endsWith(".least")) {
        lines.profile(key.substring(0, key.length() - ".least".length()));
      }
    }
    lines.refuseOthers();
  }

  /**
   * When nobody is asked for a password any more.
   *
   * @param after failures of one login by strangers, or by one known device
   * @param afterOfNetwork failures of one network
   * @param lasts from the first of the failures
   */
  public record Lock(int after, int afterOfNetwork, Duration lasts) {}

  private record Lines(Properties said, Set<String> known) {

    Lines(Properties said) {
      this(said, new HashSet<>());
    }

    String of(String key) {
      known.add(key);
      String value = said.getProperty(key, "").strip();
      if (value.isEmpty()) {
        throw new IllegalArgumentException("the password policy does not say " + key);
      }
      return value;
    }

    int number(String key) {
      return Integer.parseInt(of(key));
    }

    Duration span(String key) {
      return Duration.parse(of(key));
    }

    PasswordProfile profile(String name) {
      return new PasswordProfile(
          name,
          number(name + ".least"),
          number(name + ".least-with-factor"),
          number(name + ".most"),
          number(name + ".kinds"),
          span(name + ".least-age"),
          Optional.of(span(name + ".most-age")).filter(age -> !age.isZero()),
          number(name + ".remembered"));
    }

    void refuseOthers() {
      for (String key : said.stringPropertyNames()) {
        if (!known.contains(key)) {
          throw new IllegalArgumentException("unknown line of the password policy: " + key);
        }
      }
    }
  }

  private static Properties read() {
    try (InputStream in = PasswordPolicy.class.getResourceAsStream(NEWEST)) {
      if (in == null) {
        throw new IllegalStateException("the password policy is missing: " + NEWEST);
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

  /** What holds for a role. */
  public PasswordProfile profile(Role role) {
    return Optional.ofNullable(profiles.get(role)).orElseThrow();
  }

  /** Words that everybody would think of first here, in small letters without marks. */
  public List<String> words() {
    return words;
  }

  /** Days before the end at which a person is told, the last first. */
  public List<Integer> noticeDays() {
    return noticeDays;
  }

  public Lock lock() {
    return lock;
  }

  /** How long a device is known after its last sign-in. */
  public Duration deviceKnownFor() {
    return deviceKnownFor;
  }

  /** How long a mailed link opens something. */
  public Duration resetOpenFor() {
    return resetOpenFor;
  }
}
