package org.lockkeeper.compliance.monitoring.detection;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * From where on something is unusual: one dated edition, complete or not loaded. What each
 * number is stands beside it in the file.
 */
@ApplicationScoped
public class WatchPolicy {

  private static final String NEWEST = "/policy/monitoring-2026-11-22.properties";

  private static final Set<Signal> OF_PEOPLE =
      EnumSet.of(
          Signal.SEARCHES, Signal.REVEALS, Signal.ORDERS_REVEALED, Signal.EXPORTS, Signal.SIGN_INS);

  /** What is certain when it is there once has no usual. */
  private static final EnumSet<Signal> NEVER_COUNTED =
      EnumSet.of(Signal.CANARIES_REACHED, Signal.INTRUSION_ALERTS);

  private final Properties said;
  private final Set<String> read = new HashSet<>();
  private final LocalDate edition;
  private final int learnWeeks;
  private final Duration learnLag;
  private final Duration learnLeast;
  private final double burstScore;
  private final double burstMultiple;
  private final double shareOfPace;
  private final Map<Signal, Double> leastUnsure = new EnumMap<>(Signal.class);
  private final double rarest;
  private final Map<Signal, Integer> leastInBurst = new EnumMap<>(Signal.class);
  private final Map<Signal, Double> clumps = new EnumMap<>(Signal.class);
  private final Map<Signal, Double> firstPace = new EnumMap<>(Signal.class);
  private final Map<Signal, Double> atOnce = new EnumMap<>(Signal.class);
  private final double drainAlarm;
  private final double leastReference;
  private final double mostReference;
  private final double mostOfADay;
  private final double leastSpreadOfDay;
  private final double leastFailures;
  private final double leastFailureShare;
  private final double worthShare;
  private final double failureMultiple;
  private final double hoursAway;
  private final double leastInOddHour;
  private final double refusedBefore;
  private final double leastPeers;
  private final double peerSpreads;
  private final double peerMultiple;
  private final double leastBeyondPeers;
  private final Duration capWindow;
  private final Map<Signal, Integer> caps = new EnumMap<>(Signal.class);
  private final Duration gathers;
  private final Duration due;

  /** The edition in force. */
  public WatchPolicy() {
    this(newest());
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a number is missing, unreadable or not positive, or if the
   *     file says something that nobody reads
   */
  public WatchPolicy(Properties said) {
    this.said = said;
    this.edition = LocalDate.parse(text("edition"));
    this.learnWeeks = (int) number("learn.weeks");
    this.learnLag = span("learn.lag");
    this.learnLeast = span("learn.least");
    this.burstScore = number("burst.score");
    this.burstMultiple = number("burst.multiple");
    this.shareOfPace = number("burst.share-of-pace");
    double unsure = number("burst.least-unsure");
    this.rarest = number("burst.rarest");
    int least = (int) number("burst.least");
    for (Signal signal : EnumSet.complementOf(NEVER_COUNTED)) {
      leastInBurst.put(
          signal, optional("burst.least." + signal).map(Double::intValue).orElse(least));
      leastUnsure.put(signal, optional("burst.least-unsure." + signal).orElse(unsure));
      clumps.put(signal, optional("burst.clump." + signal).orElse(1.0));
      atOnce.put(signal, optional("burst.at-once." + signal).orElse(0.0));
      firstPace.put(signal, number("learn.first-pace." + signal));
      optional("cap." + signal).ifPresent(cap -> caps.put(signal, cap.intValue()));
    }
    this.drainAlarm = number("drain.alarm");
    this.leastReference = number("drain.reference.least");
    this.mostReference = number("drain.reference.most");
    this.mostOfADay = number("drain.most-of-a-day");
    this.leastSpreadOfDay = number("drain.least-spread");
    this.leastFailures = number("failures.least");
    this.leastFailureShare = number("failures.least-share");
    this.worthShare = number("failures.worth-share");
    this.failureMultiple = number("failures.multiple");
    this.hoursAway = number("odd-hour.away");
    this.leastInOddHour = number("odd-hour.least");
    this.refusedBefore = number("place.refused-before");
    this.leastPeers = number("peers.least");
    this.peerSpreads = number("peers.spreads");
    this.peerMultiple = number("peers.multiple");
    this.leastBeyondPeers = number("peers.least-seen");
    this.capWindow = span("cap.window");
    this.gathers = span("alert.gathers");
    this.due = span("alert.due");
    Set<String> unread = new HashSet<>(said.stringPropertyNames());
    unread.removeAll(read);
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody reads this of the policy of monitoring: " + unread);
    }
  }

  private static Properties newest() {
    try (InputStream in = WatchPolicy.class.getResourceAsStream(NEWEST)) {
      if (in == null) {
        throw new IllegalStateException("the policy of monitoring is missing: " + NEWEST);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String key) {
    read.add(key);
    String value = said.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("the policy of monitoring does not say " + key);
    }
    return value.strip();
  }

  private double number(String key) {
    double number;
    try {
      number = Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no number in the policy of monitoring: " + key, e);
    }
    if (!(number > 0)) {
      throw new IllegalArgumentException("a number has to be positive: " + key);
    }
    return number;
  }

  private Optional<Double> optional(String key) {
    return said.containsKey(key) ? Optional.of(number(key)) : Optional.empty();
  }

  private Duration span(String key) {
    Duration span;
    try {
      span = Duration.parse(text(key));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no span in the policy of monitoring: " + key, e);
    }
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("a span has to be positive: " + key);
    }
    return span;
  }

  /** Whether a person does it, at hours of a person's. */
  static boolean ofPeople(Signal signal) {
    return OF_PEOPLE.contains(signal);
  }

  /** The day from which it is in force. */
  public LocalDate edition() {
    return edition;
  }

  /** From how many weeks one learns. */
  public int learnWeeks() {
    return learnWeeks;
  }

  /** How long before today these end. */
  public Duration learnLag() {
    return learnLag;
  }

  /**
   * What is taken for usual in an hour, as long as neither the subject nor its peers are known long
   * enough.
   */
  public double firstPace(Signal signal) {
    return firstPace.getOrDefault(signal, 0.0);
  }

  int leastHoursKnown() {
    return (int) learnLeast.toHours();
  }

  /** How long a subject has to be known before its own usual counts alone. */
  public Duration learnLeast() {
    return learnLeast;
  }

  double burstScore() {
    return burstScore;
  }

  double burstMultiple() {
    return burstMultiple;
  }

  double shareOfPace() {
    return shareOfPace;
  }

  double leastUnsure(Signal signal) {
    return leastUnsure.getOrDefault(signal, 1.0);
  }

  double rarest() {
    return rarest;
  }

  int leastInBurst(Signal signal) {
    return leastInBurst.getOrDefault(signal, Integer.MAX_VALUE);
  }

  double clump(Signal signal) {
    return clumps.getOrDefault(signal, 1.0);
  }

  double atOnce(Signal signal) {
    return atOnce.getOrDefault(signal, 0.0);
  }

  double drainAlarm() {
    return drainAlarm;
  }

  double leastReference() {
    return leastReference;
  }

  double mostReference() {
    return mostReference;
  }

  double mostOfADay() {
    return mostOfADay;
  }

  double leastSpreadOfDay() {
    return leastSpreadOfDay;
  }

  double leastFailures() {
    return leastFailures;
  }

  double leastFailureShare() {
    return leastFailureShare;
  }

  double worthShare() {
    return worthShare;
  }

  double failureMultiple() {
    return failureMultiple;
  }

  double hoursAway() {
    return hoursAway;
  }

  double leastInOddHour() {
    return leastInOddHour;
  }

  double refusedBeforeNewPlace() {
    return refusedBefore;
  }

  double leastPeers() {
    return leastPeers;
  }

  double peerSpreads() {
    return peerSpreads;
  }

  double peerMultiple() {
    return peerMultiple;
  }

  double leastBeyondPeers() {
    return leastBeyondPeers;
  }

  /** The span over which caps are counted. */
  public Duration capWindow() {
    return capWindow;
  }

  /** What nobody passes in that span; empty if there is no cap. */
  public Optional<Integer> cap(Signal signal) {
    return Optional.ofNullable(caps.get(signal));
  }

  /** For how long an alert takes up what else its rule finds of the same subject. */
  public Duration gathers() {
    return gathers;
  }

  /** How soon a person has to have looked. */
  public Duration due() {
    return due;
  }
}
