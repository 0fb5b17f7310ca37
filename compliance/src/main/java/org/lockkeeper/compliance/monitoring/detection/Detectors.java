package org.lockkeeper.compliance.monitoring.detection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All detectors, under the edition of the policy that is in force. Pure: the same in, the same out.
 */
@ApplicationScoped
public class Detectors {

  private final Burst burst;
  private final SlowDrain drain;
  private final ManyFailures failures;
  private final OddHour oddHour;
  private final NewPlace place;
  private final BeyondPeers peers;
  private final HardCap cap;

  @Inject
  public Detectors(WatchPolicy policy) {
    this.burst = new Burst(policy);
    this.drain = new SlowDrain(policy);
    this.failures = new ManyFailures(policy);
    this.oddHour = new OddHour(policy);
    this.place = new NewPlace(policy);
    this.peers = new BeyondPeers(policy);
    this.cap = new HardCap(policy);
  }

  /**
   * How many there were lately, each span with the running five minutes as far as they have come.
   *
   * @param five in the running five minutes
   * @param ten in these and the five before
   * @param fifteen in these and the ten before
   * @param hour in the running clock hour
   * @param day in the running day, UTC
   */
  public record Lately(long five, long ten, long fifteen, long hour, long day) {}

  /**
   * What is unusual about one subject and one signal now.
   *
   * @param usual what is; of its peers as well if it is new
   * @param sumOfDrain the cumulative sum after yesterday
   */
  public List<Finding> look(
      Signal signal, Usual usual, Lately lately, double sumOfDrain, Instant now) {
    List<Finding> found = new ArrayList<>();
    Optional<Finding> sudden = burst.find(signal, usual, lately.five(), Duration.ofMinutes(5), now);
    if (sudden.isEmpty()) {
      sudden = burst.find(signal, usual, lately.ten(), Duration.ofMinutes(10), now);
    }
    if (sudden.isEmpty()) {
      sudden = burst.find(signal, usual, lately.fifteen(), Duration.ofMinutes(15), now);
    }
    sudden.ifPresent(found::add);
    if (WatchPolicy.ofPeople(signal)) {
      oddHour.find(signal, usual, lately.hour(), now).ifPresent(found::add);
    }
    if (signal == Signal.ORDERS_REVEALED) {
      int day = HourOfWeek.of(now) / 24;
      double sum = drain.after(sumOfDrain, lately.day(), usual, day);
      drain.find(signal, sum, lately.day(), usual, day).ifPresent(found::add);
    }
    return found;
  }

  /** The cumulative sum after a whole day; {@code day} 0 is Monday. */
  public double sumAfter(double before, long seenInDay, Usual usual, int day) {
    return drain.after(before, seenInDay, usual, day);
  }

  /** Failures among tries; the window is a quarter of an hour. */
  public Optional<Finding> failures(Signal failed, long failures, long tries, double usualShare) {
    return this.failures.find(failed, failures, tries, usualShare, Duration.ofMinutes(15));
  }

  /** A sign-in from a place. */
  public Optional<Finding> place(
      Usual signIns, int known, boolean isNew, long refusedBefore, Instant now) {
    return place.find(signIns, known, isNew, refusedBefore, now);
  }

  /** A day so far beside the usual days of others with the same role. */
  public Optional<Finding> peers(Signal signal, long seenInDay, double[] usualDays) {
    return peers.find(signal, seenInDay, usualDays);
  }

  /** The present window of the cap. */
  public Optional<Finding> cap(Signal signal, long seen) {
    return cap.find(signal, seen);
  }
}
