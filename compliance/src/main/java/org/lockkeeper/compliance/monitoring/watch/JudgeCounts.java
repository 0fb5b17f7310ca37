package org.lockkeeper.compliance.monitoring.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Detectors;
import org.lockkeeper.compliance.monitoring.detection.Detectors.Lately;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.compliance.monitoring.detection.Usual;
import org.lockkeeper.compliance.monitoring.detection.WatchPolicy;
import org.lockkeeper.kernel.SellerId;

/** Asks the detectors about what was just counted. Works in the caller's transaction. */
@ApplicationScoped
public class JudgeCounts {

  static final Duration FIVE = Duration.ofMinutes(5);

  private final WatchCounts counts;
  private final Usuals usuals;
  private final Detectors detectors;
  private final WatchPolicy policy;
  private final RaiseAlert raise;

  @Inject
  public JudgeCounts(
      WatchCounts counts,
      Usuals usuals,
      Detectors detectors,
      WatchPolicy policy,
      RaiseAlert raise) {
    this.counts = counts;
    this.usuals = usuals;
    this.detectors = detectors;
    this.policy = policy;
    this.raise = raise;
  }

  /**
   * Judges one signal of one subject as it stood at an instant.
   *
   * @param seller whose data it was about, if it was one seller's
   */
  void at(WatchCounts.Known known, Signal signal, Optional<SellerId> seller, Instant at) {
    Subject subject = known.subject();
    Instant day = at.truncatedTo(ChronoUnit.DAYS);
    Instant slot = slot(at);
    SortedMap<Instant, Long> fives = counts.fives(subject, signal, earlier(day, slot));
    Lately lately =
        new Lately(
            sum(fives, slot, slot),
            sum(fives, slot.minus(FIVE), slot),
            sum(fives, slot.minus(FIVE).minus(FIVE), slot),
            sum(fives, at.truncatedTo(ChronoUnit.HOURS), slot),
            sum(fives, day, slot));
    Usual usual = usuals.of(known, signal, day);
    int dayOfWeek = day.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() - 1;
    List<Finding> found =
        new ArrayList<>(
            detectors.look(signal, usual, lately, sum(subject, signal, usual, day), at));
    detectors.cap(signal, lately.ten()).ifPresent(found::add);
    if (signal == Signal.ORDERS_REVEALED) {
      detectors
          .peers(signal, lately.day(), usuals.daysOfPeers(known, signal, day, dayOfWeek))
          .ifPresent(found::add);
    }
    found.forEach(finding -> raise.of(subject, seller, finding, at));
  }

  /** Judges failures among tries in the quarter of an hour that ends now. */
  void failures(
      WatchCounts.Known known, Signal failed, Signal tried, Optional<SellerId> seller, Instant at) {
    Subject subject = known.subject();
    Instant from = slot(at).minus(FIVE).minus(FIVE);
    long failures = sum(counts.fives(subject, failed, from), from, slot(at));
    if (failures == 0) {
      return;
    }
    long tries = sum(counts.fives(subject, tried, from), from, slot(at));
    boolean apart = failed == Signal.SIGN_INS_REFUSED || failed == Signal.BAD_SIGNATURES;
    Instant until = at.truncatedTo(ChronoUnit.DAYS).minus(policy.learnLag());
    Instant since = until.minus(Duration.ofDays(7L * policy.learnWeeks()));
    double before = total(subject, failed, since, until);
    double all = total(subject, tried, since, until) + (apart ? before : 0);
    detectors
        .failures(failed, failures, tries + (apart ? failures : 0), all > 0 ? before / all : 0)
        .ifPresent(finding -> raise.of(subject, seller, finding, at));
  }

  /** Judges from where a person came. */
  void place(WatchCounts.Known known, String place, Optional<SellerId> seller, Instant at) {
    WatchCounts.Places places = counts.come(known.subject(), place, at);
    if (!places.fresh()) {
      return;
    }
    Instant hourAgo = slot(at.minus(Duration.ofHours(1)));
    long refused =
        sum(counts.fives(known.subject(), Signal.SIGN_INS_REFUSED, hourAgo), hourAgo, slot(at));
    detectors
        .place(
            usuals.of(known, Signal.SIGN_INS, at.truncatedTo(ChronoUnit.DAYS)),
            places.known(),
            true,
            refused,
            at)
        .ifPresent(finding -> raise.of(known.subject(), seller, finding, at));
  }

  private double total(Subject subject, Signal signal, Instant since, Instant until) {
    return counts.hours(subject, signal, since, until).values().stream()
        .mapToDouble(Long::doubleValue)
        .sum();
  }

  /** The sum of the drain after yesterday, brought up to it day by day. */
  private double sum(Subject subject, Signal signal, Usual usual, Instant today) {
    if (signal != Signal.ORDERS_REVEALED) {
      return 0;
    }
    Instant yesterday = today.minus(1, ChronoUnit.DAYS);
    WatchCounts.Drain kept =
        counts
            .drain(subject, signal)
            .orElseGet(() -> new WatchCounts.Drain(yesterday.minus(1, ChronoUnit.DAYS), 0));
    if (!kept.day().isBefore(yesterday)) {
      return kept.sum();
    }
    Instant from = kept.day().plus(1, ChronoUnit.DAYS);
    SortedMap<Instant, Long> hours = counts.hours(subject, signal, from, today);
    double sum = kept.sum();
    for (Instant day = from; day.isBefore(today); day = day.plus(1, ChronoUnit.DAYS)) {
      long seen =
          hours.subMap(day, day.plus(1, ChronoUnit.DAYS)).values().stream()
              .mapToLong(Long::longValue)
              .sum();
      sum =
          detectors.sumAfter(
              sum, seen, usual, day.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() - 1);
    }
    counts.keep(subject, signal, new WatchCounts.Drain(yesterday, sum));
    return sum;
  }

  private static long sum(SortedMap<Instant, Long> fives, Instant from, Instant last) {
    return fives.subMap(from, last.plusMillis(1)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static Instant earlier(Instant day, Instant slot) {
    Instant quarter = slot.minus(FIVE).minus(FIVE);
    return day.isBefore(quarter) ? day : quarter;
  }

  /** The five minutes in which an instant lies. */
  static Instant slot(Instant at) {
    long length = FIVE.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), length) * length);
  }
}
