package org.lockkeeper.compliance.pack;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that can be looked at to know whether a control holds now.
 *
 * @param name by which the catalogue knows it
 * @param maxAge how old what was seen may be and still prove something
 * @param page where a person sees the same
 */
public record Proof(String name, Duration maxAge, String page, Looking looking) {

  /** Looks. Runs in a transaction of its own, for the platform. */
  @FunctionalInterface
  public interface Looking {

    /**
     * What is seen.
     *
     * @param now the product's present
     * @param catalogue what it is measured against
     */
    Seen at(Instant now, ControlCatalogue catalogue);
  }

  /**
   * What was seen.
   *
   * @param holds whether it is as it has to be
   * @param fact one line with numbers, without personal data
   * @param observedAt when it was so
   * @param figures by name, for the sentences of answers
   * @param until when it proves nothing any more, if what was seen says so; never later than the
   *     proof's age allows
   */
  public record Seen(
      boolean holds,
      String fact,
      Instant observedAt,
      Map<String, String> figures,
      Optional<Instant> until) {

    public Seen {
      figures = Map.copyOf(new TreeMap<>(figures));
    }

    /** It holds. */
    public static Seen held(String fact, Instant observedAt, Map<String, String> figures) {
      return new Seen(true, fact, observedAt, figures, Optional.empty());
    }

    /** It does not. */
    public static Seen failed(String fact, Instant observedAt) {
      return new Seen(false, fact, observedAt, Map.of(), Optional.empty());
    }

    /** One or the other. */
    public static Seen when(
        boolean holds, String fact, Instant observedAt, Map<String, String> figures) {
      return new Seen(holds, fact, observedAt, figures, Optional.empty());
    }

    /** The same, which proves something to the end of a day in UTC. */
    public Seen until(LocalDate day) {
      return new Seen(
          holds,
          fact,
          observedAt,
          figures,
          Optional.of(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
  }
}
