package org.lockkeeper.compliance.drills;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Severity;

/** The book of scenarios: one dated edition, complete in both languages or not loaded. */
@ApplicationScoped
public class Scenarios {

  private static final String NEWEST = "/drills/2026-11-22.properties";
  private static final String SCENARIO = "scenario.";
  private static final List<String> LANGUAGES = List.of("en", "es");

  private final LocalDate edition;
  private final Duration beginWithin;
  private final List<Scenario> all;

  /** The edition in force. */
  public Scenarios() {
    this(newest());
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown or cannot be read
   */
  public Scenarios(Properties said) {
    Set<String> rest = new HashSet<>(said.stringPropertyNames());
    try {
      edition = LocalDate.parse(take(said, "edition", rest));
      beginWithin = span(said, "begin-within", rest);
      Set<String> names = new TreeSet<>();
      for (String key : Set.copyOf(rest)) {
        if (key.startsWith(SCENARIO)) {
          names.add(key.substring(SCENARIO.length(), key.indexOf('.', SCENARIO.length())));
        }
      }
      all = names.stream().map(name -> scenario(name, said, rest)).toList();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no date or span in the book of scenarios", e);
    }
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("unknown lines of the book of scenarios: " + rest);
    }
  }

  private Scenario scenario(String name, Properties said, Set<String> rest) {
    String of = SCENARIO + name + ".";
    Map<String, String> texts = new TreeMap<>();
    for (Scenario.Part part : Scenario.Part.values()) {
      for (String language : LANGUAGES) {
        String key = part.name().toLowerCase(Locale.ROOT) + "." + language;
        texts.put(key, take(said, of + key, rest));
      }
    }
    return new Scenario(
        name,
        edition,
        IncidentKind.valueOf(take(said, of + "kind", rest)),
        Severity.valueOf(take(said, of + "severity", rest)),
        span(said, of + "assess", rest),
        span(said, of + "contain", rest),
        span(said, of + "tell", rest),
        texts);
  }

  private static String take(Properties said, String key, Set<String> rest) {
    rest.remove(key);
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the book of scenarios does not say " + key);
    }
    return value;
  }

  private static Duration span(Properties said, String key, Set<String> rest) {
    Duration value = Duration.parse(take(said, key, rest));
    if (value.toMinutes() < 1 || value.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(key + " is out of bounds");
    }
    return value;
  }

  private static Properties newest() {
    try (InputStream in = Scenarios.class.getResourceAsStream(NEWEST)) {
      if (in == null) {
        throw new IllegalStateException("the book of scenarios is missing: " + NEWEST);
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

  /** How long after its time a drill still begins; after that it was missed. */
  public Duration beginWithin() {
    return beginWithin;
  }

  /** All scenarios, by name. */
  public List<Scenario> all() {
    return all;
  }

  /** The one of that name. */
  public Optional<Scenario> named(String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
