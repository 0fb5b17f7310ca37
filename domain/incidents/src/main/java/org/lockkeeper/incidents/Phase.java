package org.lockkeeper.incidents;

import java.time.Instant;

/**
 * How far an incident is. It only goes forward; a new phase is a compile error where it matters.
 */
public sealed interface Phase {

  /** When it began. */
  Instant since();

  /** It is known. */
  record Detected(Instant since) implements Phase {}

  /** It spreads no further. */
  record Contained(Instant since) implements Phase {}

  /** What caused it is gone. */
  record Eradicated(Instant since) implements Phase {}

  /** All works again; it is watched. */
  record Recovered(Instant since) implements Phase {}

  /** Reviewed and over. */
  record Closed(Instant since) implements Phase {}

  /** Its name, for storage and texts. */
  default String word() {
    return switch (this) {
      case Detected d -> "DETECTED";
      case Contained c -> "CONTAINED";
      case Eradicated e -> "ERADICATED";
      case Recovered r -> "RECOVERED";
      case Closed c -> "CLOSED";
    };
  }

  /**
   * The phase of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Phase of(String word, Instant since) {
    return switch (word) {
      case "DETECTED" -> new Detected(since);
      case "CONTAINED" -> new Contained(since);
      case "ERADICATED" -> new Eradicated(since);
      case "RECOVERED" -> new Recovered(since);
      case "CLOSED" -> new Closed(since);
      default -> throw new IllegalArgumentException("no phase of an incident: " + word);
    };
  }
}
