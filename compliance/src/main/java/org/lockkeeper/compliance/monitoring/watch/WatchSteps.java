package org.lockkeeper.compliance.monitoring.watch;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.LogLine;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * The steps of the watch, each one transaction of the platform: what is counted, how far the log
 * was read, and the alerts that come of it are committed together, so that an entry counts once.
 */
@UseCase
public class WatchSteps {

  private static final int PAGE = 500;

  /** What is older than that is learned from and no longer judged. */
  private static final Duration JUDGED = Duration.ofDays(1);

  /** Calls are counted anew for so long: a call is written when it is over. */
  private static final Duration CALLS_AGAIN = Duration.ofMinutes(15);

  private static final Duration CALLS_AT_ONCE = Duration.ofHours(6);
  private static final Duration FIVES_KEPT = Duration.ofDays(3);
  private static final Duration KNOWN_LONG = Duration.ofDays(14);

  private final LogTree log;
  private final WatchCounts counts;
  private final JudgeCounts judge;
  private final RaiseAlert raise;

  @Inject
  public WatchSteps(LogTree log, WatchCounts counts, JudgeCounts judge, RaiseAlert raise) {
    this.log = log;
    this.counts = counts;
    this.judge = judge;
    this.raise = raise;
  }

  private record Judged(Subject subject, Signal signal, Instant slot, Optional<String> place) {}

  private record Last(Instant at, Optional<SellerId> seller, long more) {}

  /**
   * Counts and judges the next entries of the log.
   *
   * @return whether there may be more
   */
  public boolean readLog(Instant now) {
    List<LogTree.Epoch> epochs = log.epochs();
    if (epochs.isEmpty()) {
      return false;
    }
    WatchCounts.Cursor cursor =
        counts
            .cursor()
            .orElseGet(
                () -> new WatchCounts.Cursor(epochs.get(0).number(), 0, now.minus(CALLS_AGAIN)));
    Optional<LogTree.Epoch> epoch =
        epochs.stream().filter(e -> e.number() == cursor.epoch()).findFirst();
    long size = epoch.map(LogTree.Epoch::size).orElse(0L);
    if (cursor.next() >= size) {
      Optional<LogTree.Epoch> later =
          epochs.stream().filter(e -> e.number() > cursor.epoch()).findFirst();
      counts.move(
          later
              .map(e -> new WatchCounts.Cursor(e.number(), 0, cursor.callsUntil()))
              .orElse(cursor));
      return later.isPresent();
    }
    long until = Math.min(size, cursor.next() + PAGE);
    Map<Judged, Last> touched = new LinkedHashMap<>();
    for (LogTree.Placed placed : log.placed(cursor.epoch(), cursor.next(), until)) {
      placed.values().ifPresent(line -> count(line, touched));
    }
    counts.move(new WatchCounts.Cursor(cursor.epoch(), until, cursor.callsUntil()));
    Map<Subject, Optional<WatchCounts.Known>> known = new HashMap<>();
    touched.forEach(
        (what, last) ->
            known
                .computeIfAbsent(what.subject(), subject -> known(subject, last.at()))
                .ifPresent(k -> counts.add(k.subject(), what.signal(), what.slot(), last.more())));
    touched.forEach(
        (what, last) -> {
          if (!last.at().isBefore(now.minus(JUDGED))) {
            known
                .getOrDefault(what.subject(), Optional.empty())
                .ifPresent(k -> judge(k, what, last));
          }
        });
    return true;
  }

  private void count(LogLine line, Map<Judged, Last> touched) {
    Instant day = line.at().truncatedTo(ChronoUnit.DAYS);
    Optional<SellerId> seller =
        Optional.of(new SellerId(line.seller())).filter(id -> !id.equals(SellerId.PLATFORM));
    for (Feature feature : Feature.of(line)) {
      Subject subject = feature.subject();
      Signal signal = feature.signal();
      if (feature.onceADay().isEmpty()
          || counts.firstOfDay(subject, signal, feature.onceADay().get(), day)) {
        touched.merge(
            new Judged(subject, signal, JudgeCounts.slot(line.at()), feature.place()),
            new Last(line.at(), seller, 1),
            (before, after) -> new Last(after.at(), after.seller(), before.more() + 1));
      }
    }
  }

  private void judge(WatchCounts.Known known, Judged what, Last last) {
    switch (what.signal()) {
      case SIGN_INS_REFUSED ->
          judge.failures(known, what.signal(), Signal.SIGN_INS, last.seller(), last.at());
      case BAD_SIGNATURES ->
          judge.failures(known, what.signal(), Signal.DELIVERIES, last.seller(), last.at());
      default -> judge.at(known, what.signal(), last.seller(), last.at());
    }
    what.place().ifPresent(place -> judge.place(known, place, last.seller(), last.at()));
  }

  /** The subject as it is known; a person whom nobody knows is none. */
  private Optional<WatchCounts.Known> known(Subject subject, Instant at) {
    Optional<WatchCounts.Known> known = counts.known(subject);
    if (known.isPresent()) {
      return known;
    }
    Optional<String> role =
        subject.kind() == Subject.Kind.PERSON
            ? counts.roleOf(subject.id())
            : Optional.of(subject.kind().name());
    return role.map(
        name -> {
          WatchCounts.Known fresh = new WatchCounts.Known(subject, name, at);
          counts.note(fresh);
          return fresh;
        });
  }

  /** Counts and judges the calls of late. */
  public void readCalls(Instant now) {
    Optional<WatchCounts.Cursor> before = counts.cursor();
    if (before.isEmpty()) {
      return;
    }
    Instant since = JudgeCounts.slot(before.get().callsUntil().minus(CALLS_AGAIN));
    Instant until = now.isAfter(since.plus(CALLS_AT_ONCE)) ? since.plus(CALLS_AT_ONCE) : now;
    for (WatchCounts.Calls calls : counts.calls(since, until)) {
      Subject subject = Subject.calls(calls.seller(), calls.host());
      WatchCounts.Known known = known(subject, calls.slot()).orElseThrow();
      boolean more = counts.set(subject, Signal.CALLS, calls.slot(), calls.all());
      counts.set(subject, Signal.CALLS_REFUSED, calls.slot(), calls.refused());
      counts.set(subject, Signal.CALLS_THROTTLED, calls.slot(), calls.throttled());
      counts.set(subject, Signal.CALLS_FAILED, calls.slot(), calls.failed());
      Instant end = calls.slot().plus(JudgeCounts.FIVE).minusSeconds(1);
      Instant at = end.isAfter(now) ? now : end;
      if (more && !at.isBefore(now.minus(JUDGED))) {
        Optional<SellerId> seller = Optional.of(calls.seller());
        judge.at(known, Signal.CALLS, seller, at);
        judge.failures(known, Signal.CALLS_REFUSED, Signal.CALLS, seller, at);
        judge.failures(known, Signal.CALLS_THROTTLED, Signal.CALLS, seller, at);
        judge.failures(known, Signal.CALLS_FAILED, Signal.CALLS, seller, at);
      }
    }
    for (WatchCounts.FirstCall call :
        counts.firstCalls(before.get().callsUntil(), until, now.minus(KNOWN_LONG))) {
      raise.of(
          Subject.calls(SellerId.PLATFORM, call.host()),
          Optional.empty(),
          new Finding(Rule.NEW_OPERATION, Signal.CALLS, 0, 1, Finding.CERTAIN, JudgeCounts.FIVE),
          call.at());
    }
    counts.move(new WatchCounts.Cursor(before.get().epoch(), before.get().next(), until));
  }

  /** Lets go of counts by five minutes and by hours that nobody needs any more. */
  public void tidy(Instant now, Duration hoursKept) {
    counts.tidy(now.minus(FIVES_KEPT), now.minus(hoursKept));
  }
}
