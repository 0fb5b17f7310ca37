package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.live.LiveClock;

/** The clocks of access: the review, trainings, and people who left. */
@Singleton
public class PeopleClocks implements LiveClock {

  private static final Duration LEAVER = Duration.ofHours(24);
  private static final int LOOKED_AT = 100;

  private final Reviews reviews;
  private final ReviewSteps steps;
  private final TrainingRegister training;
  private final Leavers leavers;

  @Inject
  public PeopleClocks(
      Reviews reviews, ReviewSteps steps, TrainingRegister training, Leavers leavers) {
    this.reviews = reviews;
    this.steps = steps;
    this.training = training;
    this.leavers = leavers;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    return switch (clock) {
      case "access-review" -> Optional.of(review());
      case "training" -> Optional.of(trainings(now));
      case "leaver" -> Optional.of(leavers(now));
      default -> Optional.empty();
    };
  }

  private Figures review() {
    List<Review> newest = reviews.newest(LOOKED_AT);
    return new Figures(
        newest.stream()
            .filter(review -> review.jws().isPresent())
            .flatMap(review -> review.closedAt().stream())
            .max(Comparator.naturalOrder()),
        reviews.open().map(Review::dueAt).or(steps::nextDue),
        reviews.open().isPresent() ? 1 : 0,
        0,
        true);
  }

  /** Everybody of ours has a day by which the training has to be done again. */
  private Figures trainings(Instant now) {
    Collection<Instant> due = training.due().values();
    return new Figures(
        Optional.empty(),
        due.stream().min(Comparator.naturalOrder()),
        due.size(),
        due.stream().filter(at -> !now.isBefore(at)).count(),
        true);
  }

  private Figures leavers(Instant now) {
    List<Instant> due =
        leavers.newest(LOOKED_AT).stream()
            .filter(leaver -> leaver.doneAt().isEmpty())
            .map(leaver -> leaver.leftAt().plus(LEAVER))
            .toList();
    return Figures.cases(
        due.size(),
        due.stream().filter(at -> !now.isBefore(at)).count(),
        due.stream().min(Comparator.naturalOrder()));
  }
}
