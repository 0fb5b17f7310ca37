package org.lockkeeper.compliance.exports;

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
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.lockkeeper.compliance.access.Role;

/**
 * How much may be taken away as a file, and for how long the file is there: one dated edition,
 * complete or not loaded.
 */
@ApplicationScoped
public class ExportPolicy {

  private static final String NEWEST = "/policy/exports-2026-11-22.properties";
  private static final int MOST_ROWS = 50_000;

  private final LocalDate edition;
  private final Map<Role, Integer> rows = new EnumMap<>(Role.class);
  private final int approvalRows;
  private final Duration approvalValid;
  private final int open;
  private final int day;
  private final Duration makingValid;
  private final Duration fileValid;

  /** The edition in force. */
  public ExportPolicy() {
    this(read(NEWEST));
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown or out of bounds
   */
  ExportPolicy(Properties said) {
    Set<String> rest = new HashSet<>(said.stringPropertyNames());
    edition = LocalDate.parse(required(said, "edition", rest));
    for (Role role : Role.values()) {
      rows.put(role, count(said, role + ".rows", 0, MOST_ROWS, rest));
    }
    approvalRows = count(said, "approval.rows", 1, MOST_ROWS, rest);
    approvalValid = span(said, "approval.valid", Duration.ofDays(7), rest);
    open = count(said, "person.open", 1, 100, rest);
    day = count(said, "person.day", 1, 1000, rest);
    makingValid = span(said, "making.valid", Duration.ofDays(1), rest);
    fileValid = span(said, "file.valid", Duration.ofDays(1), rest);
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("unknown lines of the export policy: " + rest);
    }
  }

  private static Properties read(String resource) {
    try (InputStream in = ExportPolicy.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the export policy is missing: " + resource);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String required(Properties said, String key, Set<String> rest) {
    rest.remove(key);
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the export policy does not say " + key);
    }
    return value;
  }

  private static int count(Properties said, String key, int least, int most, Set<String> rest) {
    int value = Integer.parseInt(required(said, key, rest));
    if (value < least || value > most) {
      throw new IllegalArgumentException(key + " is out of bounds");
    }
    return value;
  }

  private static Duration span(Properties said, String key, Duration most, Set<String> rest) {
    Duration value = Duration.parse(required(said, key, rest));
    if (!value.isPositive() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(key + " is out of bounds");
    }
    return value;
  }

  /** The day of the edition. */
  public LocalDate edition() {
    return edition;
  }

  /** The most rows in one file; 0 if the role takes none. */
  public int rows(Role role) {
    return rows.getOrDefault(role, 0);
  }

  /** With more rows than these, another person has to agree. */
  public int approvalRows() {
    return approvalRows;
  }

  /** For how long a wish waits for that person. */
  public Duration approvalValid() {
    return approvalValid;
  }

  /** How many of one person may be under way. */
  public int open() {
    return open;
  }

  /** How many one person asks for within 24 hours. */
  public int day() {
    return day;
  }

  /** For how long the making may take. */
  public Duration makingValid() {
    return makingValid;
  }

  /** For how long a file can be fetched. */
  public Duration fileValid() {
    return fileValid;
  }
}
