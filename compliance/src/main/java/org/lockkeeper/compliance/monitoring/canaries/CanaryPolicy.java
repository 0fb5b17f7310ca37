package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * How many canaries there are, for how long, of what they are made, and how often the trap is
 * tried: one dated edition, complete or not loaded.
 */
@ApplicationScoped
public class CanaryPolicy {

  private static final String NEWEST = "/policy/canaries-2026-11-22.properties";
  private static final int MOST = 20;

  private final LocalDate edition;
  private final int eachSeller;
  private final Duration lives;
  private final Duration spread;
  private final Duration proofEvery;
  private final List<String> given;
  private final List<String> family;
  private final List<String> street;
  private final List<String> way;
  private final List<Place> place;
  private final List<String> mail;

  /** The edition in force. */
  public CanaryPolicy() {
    this(newest());
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a line is missing, unknown or out of bounds
   */
  CanaryPolicy(Properties said) {
    Set<String> known = new HashSet<>();
    edition = LocalDate.parse(text(said, "edition", known));
    eachSeller = Integer.parseInt(text(said, "each-seller", known));
    lives = span(said, "lives", known);
    spread = span(said, "spread", known);
    proofEvery = span(said, "proof.every", known);
    given = words(said, "given", known);
    family = words(said, "family", known);
    street = words(said, "street", known);
    way = words(said, "way", known);
    place = words(said, "place", known).stream().map(Place::of).toList();
    mail = words(said, "mail", known);
    if (eachSeller < 1 || eachSeller > MOST || spread.compareTo(lives) >= 0) {
      throw new IllegalArgumentException(
          "1 to " + MOST + " canaries, spread over less than a life");
    }
    if (!mail.stream().allMatch(domain -> domain.matches("example\\.(com|net|org)"))) {
      throw new IllegalArgumentException("a canary's mail goes to nobody");
    }
    for (String key : said.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException("unknown line of the policy of canaries: " + key);
      }
    }
  }

  /** A place where a canary lives. */
  record Place(String city, String region, String postalCode) {
    static Place of(String line) {
      String[] parts = line.split("\\|", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("a place is a city, a region and a post code");
      }
      return new Place(parts[0], parts[1], parts[2]);
    }
  }

  private static Properties newest() {
    try (InputStream in = CanaryPolicy.class.getResourceAsStream(NEWEST)) {
      if (in == null) {
        throw new IllegalStateException("the policy of canaries is missing: " + NEWEST);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Properties said, String key, Set<String> known) {
    known.add(key);
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the policy of canaries does not say " + key);
    }
    return value;
  }

  private static List<String> words(Properties said, String key, Set<String> known) {
    return Arrays.stream(text(said, key, known).split(",", -1)).map(String::strip).toList();
  }

  private static Duration span(Properties said, String key, Set<String> known) {
    Duration span;
    try {
      span = Duration.parse(text(said, key, known));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no span in the policy of canaries: " + key, e);
    }
    if (!span.isPositive()) {
      throw new IllegalArgumentException("a span has to be positive: " + key);
    }
    return span;
  }

  /** The day from which it is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** How many stand for each seller with a live sales channel. */
  public int eachSeller() {
    return eachSeller;
  }

  /** How long one stands at the most. */
  Duration lives() {
    return lives;
  }

  /** By how much the ends of lives differ at the most. */
  Duration spread() {
    return spread;
  }

  /** How often the trap of each seller is tried. */
  public Duration proofEvery() {
    return proofEvery;
  }

  List<String> given() {
    return given;
  }

  List<String> family() {
    return family;
  }

  List<String> street() {
    return street;
  }

  List<String> way() {
    return way;
  }

  List<Place> place() {
    return place;
  }

  List<String> mail() {
    return mail;
  }
}
