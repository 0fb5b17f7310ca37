package org.lockkeeper.compliance.pack.proofs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.compliance.pack.PackFacts.Figure;

/** Words that several proofs use. */
final class Facts {

  /** For what is counted at the moment of looking. */
  static final Duration LIVE = Duration.ofHours(1);

  private Facts() {}

  /** Figures by name. */
  static Map<String, String> figures(Object... namesAndValues) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
    }
    return all;
  }

  /**
   * One of the figures.
   *
   * @throws IllegalStateException if it was not counted: then nothing is proved
   */
  static long of(Map<Figure, Long> figures, Figure figure) {
    Long counted = figures.get(figure);
    if (counted == null) {
      throw new IllegalStateException("not counted: " + figure);
    }
    return counted;
  }

  static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** To the minute, in UTC. */
  static String minute(Instant at) {
    String text = at.truncatedTo(ChronoUnit.MINUTES).toString();
    return text.substring(0, 16).replace('T', ' ') + " UTC";
  }

  /**
   * From which day on it would be known if something had come: a year back, for so long everything
   * is kept, or the day on which the product was started.
   */
  static LocalDate watchedSince(ClockMarks marks, Instant now) {
    Instant begun = marks.beginning();
    Instant year = now.minus(Duration.ofDays(365));
    return day(begun.isAfter(year) ? begun : year);
  }

  /** The same with a capital letter. */
  static String sentence(String phrase) {
    return phrase.isEmpty()
        ? phrase
        : phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
  }

  /** One or many. */
  static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }
}
