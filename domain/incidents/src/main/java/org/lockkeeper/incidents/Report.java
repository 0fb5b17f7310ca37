package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * What somebody, or the product's own watch, says has gone wrong.
 *
 * @param source what it comes from, as {@code kind:id}, such as {@code alert:…}; the same source
 *     reported again is the same incident (F58)
 * @param noticedAt when it was noticed; the clock counts from there, never from later than now
 * @param concerns the seller it is about, if it is about one
 * @param what one or two sentences without personal data or secrets
 */
public record Report(
    String source,
    IncidentKind kind,
    Nature nature,
    Severity severity,
    Instant noticedAt,
    Actor reportedBy,
    Optional<SellerId> concerns,
    String what,
    List<Exhibit> exhibits) {

  private static final Pattern SOURCE = Pattern.compile("[a-z-]{2,40}:[A-Za-z0-9._:/@-]{1,120}");
  private static final int LONGEST = 1000;

  /**
   * @throws IllegalArgumentException if the source is not {@code kind:id}, or the text is empty or
   *     over 1000 characters
   */
  public Report {
    if (!SOURCE.matcher(source).matches()) {
      throw new IllegalArgumentException("a report's source is kind:id");
    }
    if (what.isBlank() || what.length() > LONGEST) {
      throw new IllegalArgumentException("a report says something in at most 1000 characters");
    }
    exhibits = List.copyOf(exhibits);
  }
}
