package org.lockkeeper.compliance.access.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** The spans of the life of access: one dated edition, complete or not loaded. */
@ApplicationScoped
public class PeoplePolicy {

  private static final String NEWEST = "/policy/people-2026-11-22.properties";

  private final Properties said;

  /** The edition in force. */
  public PeoplePolicy() {
    this(read(NEWEST));
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a span is missing, unreadable or not positive
   */
  PeoplePolicy(Properties said) {
    this.said = said;
    List.of(
            "invitation.open",
            "auditor.longest",
            "assignment.longest",
            "training.valid",
            "training.first-within",
            "review.every",
            "review.open",
            "leaver.alert-after",
            "service.review-every")
        .forEach(this::span);
    List.of(
            "training.warn-before",
            "review.remind-before",
            "review.warn-before",
            "auditor.remind-before")
        .forEach(this::spans);
  }

  private static Properties read(String resource) {
    try (InputStream in = PeoplePolicy.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the policy of people is missing: " + resource);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Duration span(String key) {
    return positive(key, said.getProperty(key, ""));
  }

  private List<Duration> spans(String key) {
    return Arrays.stream(said.getProperty(key, "").split(",", -1))
        .map(each -> positive(key, each))
        .toList();
  }

  private static Duration positive(String key, String text) {
    Duration span;
    try {
      span = Duration.parse(text.strip());
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException("the policy of people does not say " + key, e);
    }
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("a span has to be positive: " + key);
    }
    return span;
  }

  /** How long an invitation opens something. */
  public Duration invitationOpen() {
    return span("invitation.open");
  }

  /** The longest time for which an auditor comes in. */
  public Duration longestAudit() {
    return span("auditor.longest");
  }

  /** How long before the end of their access auditors are reminded. */
  public List<Duration> auditorReminders() {
    return spans("auditor.remind-before");
  }

  /** The longest assignment. */
  public Duration longestAssignment() {
    return span("assignment.longest");
  }

  /** How long a training holds. */
  public Duration trainingValid() {
    return span("training.valid");
  }

  /** How long after the account was made the first training is due. */
  public Duration firstTraining() {
    return span("training.first-within");
  }

  /** When the end of a training is warned of. */
  public List<Duration> trainingWarnings() {
    return spans("training.warn-before");
  }

  /** How often access is reviewed. */
  public Duration reviewEvery() {
    return span("review.every");
  }

  /** How long a review is open. */
  public Duration reviewOpen() {
    return span("review.open");
  }

  /** When an open review is reminded of. */
  public List<Duration> reviewReminders() {
    return spans("review.remind-before");
  }

  /** When the next review is announced. */
  public List<Duration> reviewWarnings() {
    return spans("review.warn-before");
  }

  /** After how long somebody who left and is not done with is an alert. */
  public Duration leaverAlert() {
    return span("leaver.alert-after");
  }

  /** How often a service account is looked at again. */
  public Duration serviceReview() {
    return span("service.review-every");
  }
}
