package org.lockkeeper.compliance.monitoring.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.compliance.monitoring.detection.Usual;
import org.lockkeeper.compliance.monitoring.detection.WatchPolicy;

/**
 * What is usual, learned anew each day from the counts by hours; a node remembers it for that day.
 */
@ApplicationScoped
public class Usuals {

  private static final int REMEMBERED = 20_000;
  private static final int PEERS = 40;
  private static final int LEAST_PEERS = 5;

  private final WatchCounts counts;
  private final WatchPolicy policy;
  private final Map<Key, Usual> remembered =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Key, Usual> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Key(String of, Signal signal, Instant day) {}

  @Inject
  public Usuals(WatchCounts counts, WatchPolicy policy) {
    this.counts = counts;
    this.policy = policy;
  }

  /** What is usual for a subject on a day; while it is new, at least what is for its peers. */
  Usual of(WatchCounts.Known known, Signal signal, Instant day) {
    Usual own = own(known.subject(), known.since(), signal, day);
    if (own.hoursKnown() >= policy.learnLeast().toHours()) {
      return own;
    }
    return own.atLeast(
        remembered(
            new Key(known.role(), signal, day),
            () -> {
              List<Usual> peers =
                  counts.peers(known, end(day).minus(policy.learnLeast()), PEERS).stream()
                      .map(peer -> own(peer, Instant.EPOCH, signal, day))
                      .toList();
              return peers.size() < LEAST_PEERS
                  ? Usual.steady(policy.firstPace(signal))
                  : Usual.ofPeers(peers);
            }));
  }

  /** What a day is for each of the peers. */
  double[] daysOfPeers(WatchCounts.Known known, Signal signal, Instant day, int dayOfWeek) {
    return counts.peers(known, end(day).minus(policy.learnLeast()), PEERS).stream()
        .mapToDouble(peer -> own(peer, Instant.EPOCH, signal, day).perDay(dayOfWeek))
        .toArray();
  }

  private Instant end(Instant day) {
    return day.minus(policy.learnLag());
  }

  private Usual own(Subject subject, Instant knownSince, Signal signal, Instant day) {
    return remembered(
        new Key(subject.text(), signal, day),
        () -> {
          Instant until = end(day);
          Instant since = until.minus(Duration.ofDays(7L * policy.learnWeeks()));
          SortedMap<Instant, Long> hours = counts.hours(subject, signal, since, until);
          Instant first =
              Optional.of(knownSince.truncatedTo(ChronoUnit.HOURS))
                  .filter(known -> known.isAfter(since))
                  .orElse(
                      hours.isEmpty() || !knownSince.equals(Instant.EPOCH)
                          ? since
                          : hours.firstKey());
          if (!first.isBefore(until)) {
            return Usual.UNKNOWN;
          }
          int[] line = new int[Math.toIntExact(ChronoUnit.HOURS.between(first, until))];
          hours.forEach(
              (hour, n) -> {
                int at = Math.toIntExact(ChronoUnit.HOURS.between(first, hour));
                if (at >= 0 && at < line.length) {
                  line[at] = Math.toIntExact(Math.min(Integer.MAX_VALUE, n));
                }
              });
          return Usual.learn(line, first.getEpochSecond() / Duration.ofHours(1).toSeconds());
        });
  }

  private interface Learned {
    Usual now();
  }

  private Usual remembered(Key key, Learned learned) {
    synchronized (remembered) {
      Usual known = remembered.get(key);
      if (known != null) {
        return known;
      }
    }
    Usual fresh = learned.now();
    synchronized (remembered) {
      remembered.put(key, fresh);
    }
    return fresh;
  }
}
