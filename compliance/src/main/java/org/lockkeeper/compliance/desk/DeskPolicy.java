package org.lockkeeper.compliance.desk;

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
 * How much of buyers a person may see: one dated edition, complete or not loaded. All
 * counts are of one person; a day is one of UTC.
 */
@ApplicationScoped
public class DeskPolicy {

  private static final String NEWEST = "/policy/desk-2026-11-22.properties";

  private final LocalDate edition;
  private final Duration shown;
  private final Duration window;
  private final Duration approvalValid;
  private final Map<Role, Integer> reveals = new EnumMap<>(Role.class);
  private final int burstReveals;
  private final int burstSearches;
  private final int searches;
  private final int sellers;
  private final int orders;
  private final int approvalReveals;

  /** The edition in force. */
  public DeskPolicy() {
    this(read(NEWEST));
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown or out of bounds
   */
  DeskPolicy(Properties said) {
    Set<String> known = new HashSet<>();
    edition = LocalDate.parse(required(said, "edition", known));
    shown = Duration.parse(required(said, "reveal.shown", known));
    window = Duration.parse(required(said, "burst.window", known));
    approvalValid = Duration.parse(required(said, "approval.valid", known));
    for (Role role : Role.values()) {
      reveals.put(role, count(said, role + ".reveals", known));
    }
    burstReveals = count(said, "burst.reveals", known);
    burstSearches = count(said, "burst.searches", known);
    searches = count(said, "desk.searches", known);
    sellers = count(said, "desk.sellers", known);
    orders = count(said, "desk.orders-an-hour", known);
    approvalReveals = count(said, "approval.reveals", known);
    if (!shown.isPositive() || shown.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("a field is shown for a minute at most");
    }
    for (String key : said.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException("unknown line of the desk policy: " + key);
      }
    }
  }

  private static Properties read(String resource) {
    try (InputStream in = DeskPolicy.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the desk policy is missing: " + resource);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String required(Properties said, String key, Set<String> known) {
    known.add(key);
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the desk policy does not say " + key);
    }
    return value;
  }

  private static int count(Properties said, String key, Set<String> known) {
    int value = Integer.parseInt(required(said, key, known));
    if (value < 0 || value > 10_000) {
      throw new IllegalArgumentException(key + " is out of bounds");
    }
    return value;
  }

  /** The day of the edition. */
  public LocalDate edition() {
    return edition;
  }

  /** For how long a field is shown; a minute at most. */
  public Duration shown() {
    return shown;
  }

  /** Fields a day, without what another person adds. */
  public int reveals(Role role) {
    return reveals.getOrDefault(role, 0);
  }

  /** The window of a burst. */
  public Duration window() {
    return window;
  }

  /** Fields within one window. */
  public int burstReveals() {
    return burstReveals;
  }

  /** Searches within one window. */
  public int burstSearches() {
    return burstSearches;
  }

  /** Searches a day. */
  public int searches() {
    return searches;
  }

  /** Sellers a day. */
  public int sellers() {
    return sellers;
  }

  /** Different orders within one hour. */
  public int orders() {
    return orders;
  }

  /** How many fields one approval adds. */
  public int approvalReveals() {
    return approvalReveals;
  }

  /** How long after it was asked for an approval counts. */
  public Duration approvalValid() {
    return approvalValid;
  }
}
