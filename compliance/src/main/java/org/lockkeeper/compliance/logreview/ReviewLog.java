package org.lockkeeper.compliance.logreview;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Shows what stands in the log since the last review, and takes the signature. */
@UseCase
public class ReviewLog {

  private static final int HISTORY = 30;

  private final LogReviews reviews;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ReviewLog(LogReviews reviews, AuditTrail audit, Ids ids, Clock clock) {
    this.reviews = reviews;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What is to be looked at. */
  public record ToReview(Instant from, Instant until, Map<LogFigure, Long> figures) {
    public ToReview {
      figures = Map.copyOf(figures);
    }
  }

  /** From the end of the last review until now, without a gap. */
  public ToReview open() {
    Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant from =
        reviews.newest(1).stream()
            .map(LogReviews.LogReview::until)
            .findFirst()
            .orElseGet(reviews::beginning);
    return new ToReview(from, until, figures(from, until));
  }

  private Map<LogFigure, Long> figures(Instant from, Instant until) {
    Map<LogFigure, Long> figures = new EnumMap<>(LogFigure.class);
    for (LogFigure figure : LogFigure.values()) {
      figures.put(figure, 0L);
    }
    reviews
        .actions(from, until)
        .forEach(
            (action, times) -> {
              for (LogFigure figure : LogFigure.values()) {
                if (figure.has(action)) {
                  figures.merge(figure, times, Long::sum);
                }
              }
            });
    return figures;
  }

  /**
   * Signs that the log was looked at.
   *
   * @param until up to when, as the page showed it: what came since is of the next review
   * @return false if the words are not fit to be written down, or the instant is not of this review
   */
  public boolean sign(Account by, Instant until, String words) {
    reviews.serialize();
    ToReview now = open();
    Optional<PlainNote.Fault> fault = PlainNote.fault(words);
    if (fault.isPresent() || !until.isAfter(now.from()) || until.isAfter(now.until())) {
      return false;
    }
    LogReviews.LogReview review =
        new LogReviews.LogReview(
            ids.next(),
            now.from(),
            until,
            figures(now.from(), until),
            words.strip(),
            by.id(),
            clock.instant());
    reviews.add(review);
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "log.reviewed",
        "log-review:" + review.id(),
        Map.of("from", now.from().toString(), "until", until.toString()));
    return true;
  }

  /** Reviews that were signed, the newest first. */
  public List<LogReviews.LogReview> history() {
    return reviews.newest(HISTORY);
  }
}
