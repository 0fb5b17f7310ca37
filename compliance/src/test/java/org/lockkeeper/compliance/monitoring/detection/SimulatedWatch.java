package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Measures the detectors on simulated subjects, as the product runs them: every minute, on the
 * running five minutes and those before; learning from eight weeks that end a week ago. What is
 * measured holds for this world and this seed; how the world is made is said in {@link
 * SimulatedSubject}.
 */
final class SimulatedWatch {

  /** A Monday. */
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private static final int LEARN_DAYS = 63;
  private static final int WATCH_DAYS = 28;
  private static final double NO_AIM = 0;
  private static final int MINUTES = SimulatedSubject.MINUTES;

  /**
   * What was measured.
   *
   * @param of how many trials, or user-days
   */
  record Line(String what, int found, int of, double aim) {

    double share() {
      return (double) found / of;
    }

    boolean alarms() {
      return what.startsWith("false alarms");
    }

    /** Whether it reaches what is aimed at; without an aim always. */
    boolean reached() {
      return alarms() ? share() <= aim : share() >= aim;
    }
  }

  private final long seed;
  private final WatchPolicy policy;
  private final Detectors detectors;
  private final List<Watched> all = new ArrayList<>();
  private final Map<String, Integer> falseByRule = new TreeMap<>();

  /** A world of a seed. */
  SimulatedWatch(long seed, int people, int grants, WatchPolicy policy) {
    this.seed = seed;
    this.policy = policy;
    this.detectors = new Detectors(policy);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < people; i++) {
      add(
          i % 2 == 0 ? SimulatedSubject.Kind.SUPPORT : SimulatedSubject.Kind.OPERATIONS,
          random.split());
    }
    for (int i = 0; i < grants; i++) {
      add(SimulatedSubject.Kind.GRANT, random.split());
    }
  }

  private void add(SimulatedSubject.Kind kind, SplittableRandom random) {
    all.add(new Watched(new SimulatedSubject(kind, random), random.split()));
  }

  /** One subject with what was counted of it. */
  private final class Watched {

    final SimulatedSubject subject;
    final SplittableRandom attacks;
    final Map<Signal, int[]> hours = new EnumMap<>(Signal.class);
    final Map<Signal, Usual> usual = new EnumMap<>(Signal.class);
    final Map<Signal, Double> sums = new HashMap<>();

    Watched(SimulatedSubject subject, SplittableRandom attacks) {
      this.subject = subject;
      this.attacks = attacks;
    }

    void learn(int today) {
      int until = (today - (int) policy.learnLag().toDays()) * 24;
      int from = Math.max(0, until - policy.learnWeeks() * HourOfWeek.COUNT);
      hours.forEach(
          (signal, counts) ->
              usual.put(
                  signal,
                  Usual.learn(
                      Arrays.copyOfRange(counts, from, until),
                      START.getEpochSecond() / 3600 + from)));
    }

    double pace() {
      return subject.pace();
    }

    /** Its busiest hour of twenty, as counted in the eight weeks; a minute of it. */
    double busiest() {
      int[] counts =
          hours.get(subject.kind == SimulatedSubject.Kind.GRANT ? Signal.CALLS : Signal.SEARCHES);
      int[] busy = Arrays.stream(counts, 0, LEARN_DAYS * 24).filter(c -> c > 0).sorted().toArray();
      return busy[busy.length * 19 / 20] / 60.0;
    }

    Usual usual(Signal signal) {
      return usual.getOrDefault(signal, Usual.UNKNOWN);
    }

    void count(int day, int minute, Map<Signal, Integer> counts) {
      counts.forEach(
          (signal, n) ->
              hours
                      .computeIfAbsent(signal, s -> new int[(LEARN_DAYS + WATCH_DAYS) * 24])[
                      day * 24 + minute / 60] +=
                  n);
    }
  }

  /** A day of one subject, minute by minute. */
  private final class Day {

    final Watched of;
    final int day;
    final Map<Signal, int[]> minutes = new EnumMap<>(Signal.class);
    final Map<Signal, Integer> total = new EnumMap<>(Signal.class);

    Day(Watched of, int day) {
      this.of = of;
      this.day = day;
    }

    List<Finding> count(int minute, Map<Signal, Integer> counts) {
      List<Finding> found = new ArrayList<>();
      counts.forEach(
          (signal, n) -> {
            if (n == 0) {
              return;
            }
            int[] line = minutes.computeIfAbsent(signal, s -> new int[MINUTES]);
            line[minute] += n;
            int sum = total.merge(signal, n, Integer::sum);
            int five = minute / 5 * 5;
            Detectors.Lately lately =
                new Detectors.Lately(
                    sum(line, five, minute),
                    sum(line, five - 5, minute),
                    sum(line, five - 10, minute),
                    sum(line, minute / 60 * 60, minute),
                    sum);
            found.addAll(
                detectors.look(
                    signal,
                    of.usual(signal),
                    lately,
                    of.sums.getOrDefault(signal, 0.0),
                    at(day, minute)));
            detectors.cap(signal, lately.ten()).ifPresent(found::add);
          });
      return found;
    }

    private long sum(int[] line, int from, int to) {
      long sum = 0;
      for (int i = Math.max(0, from); i <= to; i++) {
        sum += line[i];
      }
      return sum;
    }

    void end() {
      Signal signal = Signal.ORDERS_REVEALED;
      double sum =
          detectors.sumAfter(
              of.sums.getOrDefault(signal, 0.0),
              total.getOrDefault(signal, 0),
              of.usual(signal),
              day % 7);
      // Who was told of begins anew.
      of.sums.put(signal, sum >= policy.drainAlarm() ? 0 : sum);
    }
  }

  private static Instant at(int day, int minute) {
    return START.plus(Duration.ofMinutes((long) day * MINUTES + minute));
  }

  /** Runs everything. */
  List<Line> measure() {
    List<Line> lines = new ArrayList<>();
    lines.add(honest());
    all.forEach(w -> w.learn(LEARN_DAYS + WATCH_DAYS));
    lines.add(
        bursts(
            "tenfold of the busiest usual hour (of twenty), within 10 minutes",
            kind -> true,
            Watched::busiest,
            0.95));
    lines.add(
        bursts(
            "tenfold of the mean pace: people, within 10 minutes",
            kind -> kind != SimulatedSubject.Kind.GRANT,
            Watched::pace,
            NO_AIM));
    lines.add(ceiling());
    lines.add(
        bursts(
            "tenfold of the mean pace: grants, within 10 minutes",
            kind -> kind == SimulatedSubject.Kind.GRANT,
            Watched::pace,
            NO_AIM));
    lines.add(drains());
    lines.add(sellers());
    lines.add(nights());
    lines.add(places());
    lines.add(refusals());
    return lines;
  }

  /** Nobody does anything wrong: what is told all the same. */
  private Line honest() {
    int told = 0;
    for (Watched one : all) {
      Map<Rule, Instant> gathering = new EnumMap<>(Rule.class);
      for (int day = 0; day < LEARN_DAYS + WATCH_DAYS; day++) {
        int[] lookUps = one.subject.day(day % 7, 1);
        boolean watched = day >= LEARN_DAYS;
        if (!watched) {
          for (int hour = 0; hour < 24; hour++) {
            int n = Arrays.stream(lookUps, hour * 60, hour * 60 + 60).sum();
            one.count(day, hour * 60, one.subject.counts(n));
          }
          continue;
        }
        one.learn(day);
        Day today = new Day(one, day);
        for (int minute = 0; minute < MINUTES; minute++) {
          Map<Signal, Integer> counts = one.subject.counts(lookUps[minute]);
          one.count(day, minute, counts);
          Instant now = at(day, minute);
          for (Finding finding : today.count(minute, counts)) {
            Instant since = gathering.get(finding.rule());
            if (since == null || !now.isBefore(since.plus(policy.gathers()))) {
              gathering.put(finding.rule(), now);
              falseByRule.merge(
                  one.subject.kind + " " + finding.rule() + " " + finding.signal(),
                  1,
                  Integer::sum);
              told++;
            }
          }
        }
        today.end();
      }
    }
    return new Line("false alarms in user-days", told, all.size() * WATCH_DAYS, 0.001);
  }

  /** Ten times what is usual, in the hours in which it works and in others. */
  private Line bursts(
      String what,
      Predicate<SimulatedSubject.Kind> kinds,
      ToDoubleFunction<Watched> base,
      double aim) {
    int found = 0;
    int of = 0;
    for (Watched one : all) {
      if (!kinds.test(one.subject.kind)) {
        continue;
      }
      for (int trial = 0; trial < 4; trial++) {
        int day = LEARN_DAYS + WATCH_DAYS + one.attacks.nextInt(5);
        int begins =
            trial % 2 == 0
                ? (one.subject.begins() + one.attacks.nextInt(one.subject.works() - 10)) % MINUTES
                : one.attacks.nextInt(MINUTES - 10);
        begins = Math.min(begins, MINUTES - 10);
        int[] lookUps = one.subject.day(day % 7, 1);
        int[] more = new int[MINUTES];
        for (int minute = begins; minute < begins + 10; minute++) {
          more[minute] = one.subject.poisson(10 * base.applyAsDouble(one));
        }
        Day today = new Day(one, day);
        boolean seen = false;
        for (int minute = Math.max(0, begins - 15); minute < begins + 10; minute++) {
          List<Finding> findings =
              today.count(minute, one.subject.counts(lookUps[minute] + more[minute]));
          seen |= minute >= begins && !findings.isEmpty();
        }
        found += seen ? 1 : 0;
        of++;
      }
    }
    return new Line(what, found, of, aim);
  }

  /**
   * What nobody who counts could pass: knowing the true pace of each person, the least count that
   * chance alone brings in fewer than one of a thousand days, against tenfold for ten minutes.
   */
  private Line ceiling() {
    int found = 0;
    int of = 0;
    for (Watched one : all) {
      if (one.subject.kind == SimulatedSubject.Kind.GRANT) {
        continue;
      }
      double usual = 10 * one.subject.pace();
      int windows = one.subject.works() / 10;
      int least = (int) usual + 1;
      while (Tail.score(least, usual, 0) < 3 + Math.log10(windows)) {
        least++;
      }
      for (int trial = 0; trial < 4; trial++) {
        found += one.subject.poisson(11 * usual) >= least ? 1 : 0;
        of++;
      }
    }
    return new Line("  the same, at best, with the true pace known", found, of, NO_AIM);
  }

  /** Twice as many orders each day, in the hours in which it works anyway. */
  private Line drains() {
    int found = 0;
    int of = 0;
    for (Watched one : all) {
      if (one.subject.kind == SimulatedSubject.Kind.GRANT) {
        continue;
      }
      for (int trial = 0; trial < 3; trial++) {
        double before = one.sums.getOrDefault(Signal.ORDERS_REVEALED, 0.0);
        boolean seen = false;
        int first = LEARN_DAYS + WATCH_DAYS + one.attacks.nextInt(7);
        for (int day = first; day < first + 7 && !seen; day++) {
          int[] lookUps = one.subject.day(day % 7, 2);
          Day today = new Day(one, day);
          for (int minute = 0; minute < MINUTES; minute++) {
            seen |= !today.count(minute, one.subject.counts(lookUps[minute])).isEmpty();
          }
          today.end();
        }
        one.sums.put(Signal.ORDERS_REVEALED, before);
        found += seen ? 1 : 0;
        of++;
      }
    }
    return new Line("twofold slow drains, within 7 days", found, of, 0.8);
  }

  /** One of the desk looks at forty sellers within an hour. */
  private Line sellers() {
    int found = 0;
    int of = 0;
    for (Watched one : all) {
      if (one.subject.kind != SimulatedSubject.Kind.SUPPORT) {
        continue;
      }
      int[] hours = new int[8 * HourOfWeek.COUNT];
      for (int day = 0; day < hours.length / 24; day++) {
        for (int seller = 0; day % 7 < 5 && seller < one.subject.sellers(); seller++) {
          hours[day * 24 + (one.subject.begins() / 60 + one.attacks.nextInt(8)) % 24]++;
        }
      }
      Usual usual = Usual.learn(hours, START.getEpochSecond() / 3600);
      boolean seen = false;
      int already = 0;
      for (int minute = 0; minute < 60 && !seen; minute++) {
        int n = (minute + 1) * 40 / 60 - minute * 40 / 60;
        already += n;
        int fifteen = 40 * Math.min(15, minute + 1) / 60;
        seen =
            !detectors
                .look(
                    Signal.SELLERS_SEEN,
                    usual,
                    new Detectors.Lately(n, fifteen, fifteen, already, already),
                    0,
                    at(LEARN_DAYS, one.subject.begins() + minute))
                .isEmpty();
      }
      found += seen ? 1 : 0;
      of++;
    }
    return new Line("forty sellers by one of the desk, within an hour", found, of, 0.95);
  }

  /** Work at the usual pace, half a day away from the usual hours. */
  private Line nights() {
    int found = 0;
    int of = 0;
    for (Watched one : all) {
      if (one.subject.kind == SimulatedSubject.Kind.GRANT) {
        continue;
      }
      int day = LEARN_DAYS + WATCH_DAYS;
      int begins = Math.floorMod(one.subject.begins() + 15 * 60, MINUTES) / 60 * 60;
      Day today = new Day(one, day);
      boolean seen = false;
      double left = 0;
      for (int minute = begins; minute < begins + 60; minute++) {
        left += one.subject.pace();
        seen |= !today.count(minute, one.subject.counts((int) left)).isEmpty();
        left -= (int) left;
      }
      found += seen ? 1 : 0;
      of++;
    }
    return new Line("night use at the usual pace, within an hour", found, of, 0.9);
  }

  /** A sign-in from elsewhere, at night or after wrong passwords. */
  private Line places() {
    int found = 0;
    int of = 0;
    for (Watched one : all) {
      if (one.subject.kind == SimulatedSubject.Kind.GRANT) {
        continue;
      }
      boolean night = one.attacks.nextBoolean();
      int minute = one.subject.begins() + (night ? 15 * 60 : 60);
      Optional<Finding> finding =
          detectors.place(
              one.usual(Signal.SEARCHES), 3, true, night ? 0 : 4, at(LEARN_DAYS, minute));
      found += finding.isPresent() ? 1 : 0;
      of++;
    }
    return new Line("a new network at night or after wrong passwords", found, of, 0.95);
  }

  /** A grant that does not hold any more: every second call is refused. */
  private Line refusals() {
    int found = 0;
    int of = 0;
    for (Watched one : all) {
      if (one.subject.kind != SimulatedSubject.Kind.GRANT) {
        continue;
      }
      long calls = Math.round(one.subject.pace() * 15);
      found +=
          detectors.failures(Signal.CALLS_REFUSED, calls / 2, calls, 0.005).isPresent() ? 1 : 0;
      of++;
    }
    return new Line("half of the calls refused, within 15 minutes", found, of, 0.95);
  }

  /** The lines as a table. */
  String table(List<Line> lines) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "Anomalies: seed %d, %d subjects, edition %s%n%n",
            seed,
            all.size(),
            policy.edition()));
    table.append("| what | found | of | share | aim |\n| --- | ---: | ---: | ---: | ---: |\n");
    for (Line line : lines) {
      String aim =
          line.aim() == NO_AIM
              ? ""
              : String.format(
                  Locale.ROOT, "%s %.3f", line.alarms() ? "at most" : "at least", line.aim());
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %.4f | %s |%n",
              line.what(),
              line.found(),
              line.of(),
              line.share(),
              aim));
    }
    table.append(String.format(Locale.ROOT, "%nFalse alarms by rule: %s%n", falseByRule));
    return table.toString();
  }
}
