package org.lockkeeper.compliance.monitoring.detection;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Somebody or something that works as such do: with hours, busy days, overtime, holidays and now
 * and then a night. It is made of a seed and does the same each time.
 */
final class SimulatedSubject {

  /** What it is. */
  enum Kind {
    /** At the support desk: 20 to 80 look-ups a day, for three to eight sellers. */
    SUPPORT,
    /** Who works for a seller: 15 to 60 orders looked at a day. */
    OPERATIONS,
    /** A seller's grant: 200 to 3,000 orders a day, each a few calls, day and night. */
    GRANT
  }

  static final int MINUTES = 24 * 60;

  private static final double OVERTIME = 0.05;
  private static final double SATURDAY = 0.02;
  private static final double NIGHT = 0.00015;
  private static final double BUSY_DAY = 0.03;
  private static final double AWAY = 0.06;
  private static final double SALE = 0.02;
  private static final double SALE_MORE = 2.5;

  final Kind kind;
  private final SplittableRandom random;
  private final double perDay;
  private final int startsAt;
  private final int hours;
  private final boolean weekends;
  private final int sellers;

  SimulatedSubject(Kind kind, SplittableRandom random) {
    this.kind = kind;
    this.random = random;
    this.perDay =
        switch (kind) {
          case SUPPORT -> between(20, 80);
          case OPERATIONS -> between(15, 60);
          case GRANT -> Math.exp(between(Math.log(200), Math.log(3000))) * 6;
        };
    this.startsAt = random.nextInt(0, 14);
    this.hours = 8;
    this.weekends = kind == Kind.OPERATIONS && random.nextInt(10) < 3;
    this.sellers = random.nextInt(3, 9);
  }

  private double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** Look-ups or calls a minute that are usual in the middle of its day. */
  double pace() {
    return perDay / (kind == Kind.GRANT ? MINUTES : (hours - 1) * 60.0);
  }

  /** The minute of the day in which it usually begins. */
  int begins() {
    return kind == Kind.GRANT ? 0 : startsAt * 60;
  }

  /** How many minutes of the day it works. */
  int works() {
    return kind == Kind.GRANT ? MINUTES : hours * 60;
  }

  /** The look-ups or calls of each minute of a day; 0 is Monday. */
  int[] day(int dayOfWeek, double times) {
    int[] minutes = new int[MINUTES];
    if (kind == Kind.GRANT) {
      double level = perDay * logNormal(0.15) * (random.nextDouble() < SALE ? SALE_MORE : 1);
      for (int hour = 0; hour < 24; hour++) {
        double share = 1 + 0.7 * Math.sin(2 * Math.PI * (hour - startsAt) / 24.0);
        double rate = times * level * share / MINUTES * logNormal(0.2);
        for (int minute = 0; minute < 60; minute++) {
          // Every hour what was missed is fetched.
          minutes[hour * 60 + minute] = poisson(rate + (minute == 7 ? 20 : 0));
        }
      }
      return minutes;
    }
    boolean weekend = dayOfWeek >= 5;
    boolean comes =
        weekend
            ? weekends || (dayOfWeek == 5 && random.nextDouble() < SATURDAY)
            : random.nextDouble() >= AWAY;
    if (comes) {
      double level = logNormal(0.2) * (random.nextDouble() < BUSY_DAY ? 1.5 : 1);
      int last = hours + (random.nextDouble() < OVERTIME ? random.nextInt(1, 3) : 0);
      int lunch = random.nextInt(3, 5);
      for (int hour = 0; hour < last; hour++) {
        work(minutes, startsAt + hour, times * level * logNormal(0.3) * (hour == lunch ? 0.2 : 1));
      }
    }
    if (random.nextDouble() < NIGHT) {
      work(minutes, startsAt + 15, times);
    }
    return minutes;
  }

  private void work(int[] minutes, int hour, double level) {
    for (int minute = 0; minute < 60; minute++) {
      minutes[Math.floorMod(hour, 24) * 60 + minute] += poisson(pace() * level);
    }
  }

  /** What look-ups or calls are counted as. */
  Map<Signal, Integer> counts(int lookUps) {
    if (lookUps == 0) {
      return Map.of();
    }
    Map<Signal, Integer> counts = new EnumMap<>(Signal.class);
    if (kind == Kind.GRANT) {
      counts.put(Signal.CALLS, lookUps);
      return counts;
    }
    int orders = 0;
    int fields = 0;
    for (int i = 0; i < lookUps; i++) {
      if (kind == Kind.OPERATIONS || random.nextInt(100) < 65) {
        orders++;
        fields += 1 + random.nextInt(2);
      }
    }
    counts.put(Signal.SEARCHES, lookUps);
    counts.put(Signal.ORDERS_REVEALED, orders);
    counts.put(Signal.REVEALS, fields);
    return counts;
  }

  /** How many sellers it works for in a day. */
  int sellers() {
    return sellers;
  }

  private double logNormal(double spread) {
    return Math.exp(spread * random.nextGaussian() - spread * spread / 2);
  }

  int poisson(double mean) {
    if (mean > 60) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int n = 0;
    while (product > limit) {
      product *= random.nextDouble();
      n++;
    }
    return n;
  }
}
