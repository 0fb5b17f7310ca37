package org.lockkeeper.compliance.drills;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Severity;

/**
 * What is practiced.
 *
 * @param name by which drills know it, such as {@code stolen-laptop}
 * @param edition of the book that it stands in
 * @param assess how long it may take to say whether anybody's data is concerned
 * @param contain how long it may take to contain it
 * @param tell how long it may take until all are told
 */
public record Scenario(
    String name,
    LocalDate edition,
    IncidentKind kind,
    Severity severity,
    Duration assess,
    Duration contain,
    Duration tell,
    Map<String, String> texts) {

  /** What is said about it. */
  enum Part {
    TITLE,
    WHAT,
    EXPECTED
  }

  public Scenario {
    texts = Map.copyOf(texts);
  }

  private String text(Part part, Locale language) {
    String key = part.name().toLowerCase(Locale.ROOT);
    String fallback = Objects.requireNonNull(texts.get(key + ".en"));
    return texts.getOrDefault(key + "." + language.getLanguage(), fallback);
  }

  /** A few words. */
  public String title(Locale language) {
    return text(Part.TITLE, language);
  }

  /** What the room is told. */
  public String what(Locale language) {
    return text(Part.WHAT, language);
  }

  /** What whoever practices is expected to do. */
  public String expected(Locale language) {
    return text(Part.EXPECTED, language);
  }
}
