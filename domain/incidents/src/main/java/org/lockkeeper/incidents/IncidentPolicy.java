package org.lockkeeper.incidents;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * One dated edition of what incidents ask of us. Complete: an edition that lacks a key, or
 * has one that nobody knows, does not load.
 */
public final class IncidentPolicy {

  private final LocalDate edition;
  private final Map<Party, Address> addresses = new EnumMap<>(Party.class);
  private final Map<IncidentKind, Map<Party, Duration>> tell = new EnumMap<>(IncidentKind.class);
  private final Map<IncidentKind, List<ContainmentStep>> steps = new EnumMap<>(IncidentKind.class);
  private final Duration assessWithin;
  private final List<Duration> remindAt;
  private final Duration escalateFrom;
  private final Duration unclaimedAfter;
  private final Duration watchFor;
  private final Duration keepFor;

  /** How a party is told. */
  public enum Way {
    /** Written to at its address. */
    MAIL,
    /** Told in its own form; the reference is entered. */
    BY_HAND,
    /** Each seller concerned reads it in the product. */
    PORTAL
  }

  /**
   * How a party is told, and which promise says so.
   *
   * @param address empty unless it is written to
   */
  public record Address(Way way, Optional<String> address, String source) {}

  private IncidentPolicy(Properties file) {
    Set<String> read = new HashSet<>();
    edition = LocalDate.parse(required(file, read, "edition"));
    for (Party party : Party.values()) {
      String key = "party." + party;
      Way way = way(required(file, read, key + ".way"));
      String address = required(file, read, key + ".address");
      if ((way == Way.MAIL) == address.equals("-")) {
        throw new IllegalStateException("the policy's " + key + ".address does not fit its way");
      }
      addresses.put(
          party,
          new Address(
              way,
              Optional.of(address).filter(a -> way == Way.MAIL),
              required(file, read, key + ".source")));
    }
    for (IncidentKind kind : IncidentKind.values()) {
      tell.put(kind, duties(required(file, read, "kind." + kind + ".tell")));
      steps.put(
          kind,
          parts(required(file, read, "kind." + kind + ".steps")).stream()
              .map(ContainmentStep::valueOf)
              .toList());
    }
    assessWithin = span(file, read, "assess.within");
    required(file, read, "assess.source");
    remindAt =
        parts(required(file, read, "remind.at")).stream().map(Duration::parse).sorted().toList();
    escalateFrom = span(file, read, "remind.escalate-from");
    unclaimedAfter = span(file, read, "remind.unclaimed-after");
    watchFor = span(file, read, "watch.for");
    required(file, read, "watch.source");
    keepFor = span(file, read, "record.keep");
    required(file, read, "record.source");
    for (String key : file.stringPropertyNames()) {
      if (!read.contains(key)) {
        throw new IllegalStateException("the policy of incidents has an unknown " + key);
      }
    }
  }

  /**
   * Loads the edition that is in force from {@code date} on.
   *
   * @throws IllegalStateException if the file is missing, a key is missing or one is unknown
   */
  public static IncidentPolicy edition(LocalDate date) {
    return of(file(date));
  }

  static Properties file(LocalDate date) {
    Properties file = new Properties();
    try (InputStream in =
        IncidentPolicy.class.getResourceAsStream("/incidents/" + date + ".properties")) {
      if (in == null) {
        throw new IllegalStateException("there is no policy of incidents of " + date);
      }
      file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the policy of incidents of " + date + " cannot be read", e);
    }
    return file;
  }

  static IncidentPolicy of(Properties file) {
    return new IncidentPolicy(file);
  }

  private static Way way(String word) {
    return switch (word) {
      case "mail" -> Way.MAIL;
      case "by-hand" -> Way.BY_HAND;
      case "portal" -> Way.PORTAL;
      default -> throw new IllegalStateException("nobody is told by " + word);
    };
  }

  private static Map<Party, Duration> duties(String said) {
    Map<Party, Duration> duties = new EnumMap<>(Party.class);
    for (String part : parts(said)) {
      int blank = part.indexOf(' ');
      if (blank < 0) {
        throw new IllegalStateException("the policy says no span for " + part);
      }
      duties.put(
          Party.valueOf(part.substring(0, blank)),
          positive(Duration.parse(part.substring(blank).strip())));
    }
    return Collections.unmodifiableMap(duties);
  }

  private static List<String> parts(String said) {
    return Arrays.stream(said.split(",", -1)).map(String::strip).toList();
  }

  private static Duration span(Properties file, Set<String> read, String key) {
    return positive(Duration.parse(required(file, read, key)));
  }

  private static Duration positive(Duration span) {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalStateException("a span of the policy of incidents is not positive");
    }
    return span;
  }

  private static String required(Properties file, Set<String> read, String key) {
    read.add(key);
    return Optional.ofNullable(file.getProperty(key))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new IllegalStateException("the policy of incidents has no " + key));
  }

  /** The day from which this edition is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** How that party is told. */
  public Address address(Party party) {
    return Optional.ofNullable(addresses.get(party)).orElseThrow();
  }

  /** Whom such an incident obliges us to tell, and within which span of detection. */
  public Map<Party, Duration> tell(IncidentKind kind) {
    return tell.getOrDefault(kind, Map.of());
  }

  /** What contains such an incident. */
  public List<ContainmentStep> steps(IncidentKind kind) {
    return steps.getOrDefault(kind, List.of());
  }

  /** What is not ruled out after this is reportable. */
  public Duration assessWithin() {
    return assessWithin;
  }

  /** When people are reminded, ascending. */
  public List<Duration> remindAt() {
    return remindAt;
  }

  /** From this reminder on, everybody in charge is written to. */
  public Duration escalateFrom() {
    return escalateFrom;
  }

  /** When nobody has taken it by then, the second person is written to. */
  public Duration unclaimedAfter() {
    return unclaimedAfter;
  }

  /** How long it is watched after recovery. */
  public Duration watchFor() {
    return watchFor;
  }

  /** How long the record is kept after closing. */
  public Duration keepFor() {
    return keepFor;
  }
}
