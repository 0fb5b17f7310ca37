package org.lockkeeper.compliance.logreview;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.live.LiveClock;

/** The clock of log reviews: the end of what was looked at counts. */
@Singleton
public class LogReviewClock implements LiveClock {

  private final LogReviews reviews;

  @Inject
  public LogReviewClock(LogReviews reviews) {
    this.reviews = reviews;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    return clock.equals("log-review")
        ? Optional.of(
            Figures.last(reviews.newest(1).stream().map(LogReviews.LogReview::until).findFirst()))
        : Optional.empty();
  }
}
