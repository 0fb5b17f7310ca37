package org.lockkeeper.compliance.monitoring.detection;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What is usual for one subject and one signal: by hour of week, by day, and over all.
 *
 * <p>An hour of the week has few values in a few weeks. So its center is the larger one of two: of
 * the same hour of the week, and of the same hour of all days of its kind (working days, weekend).
 */
public final class Usual {

  /** Of whom nothing is known. */
  public static final Usual UNKNOWN = learn(new int[0], 0);

  private static final int HOURS = 24;
  private static final int DAYS = 7;

  private final double[] perHour = new double[HourOfWeek.COUNT];
  private final double[] unsure = new double[HourOfWeek.COUNT];
  private final double[] perDay = new double[DAYS];
  private final double[] spreadOfDay = new double[DAYS];
  private final boolean[] active = new boolean[HOURS];
  private double pace;
  private int hoursKnown;

  private Usual() {}

  /**
   * Learns from whole hours that follow each other.
   *
   * @param counts by hour; those of before the subject was there are left out by the caller
   * @param firstHour the first of them, counted since 1970
   */
  public static Usual learn(int[] counts, long firstHour) {
    Usual usual = new Usual();
    int first = HourOfWeek.at(firstHour);
    double[][] bySlot = new double[HourOfWeek.COUNT][];
    for (int slot = 0; slot < HourOfWeek.COUNT; slot++) {
      int from = Math.floorMod(slot - first, HourOfWeek.COUNT);
      int n = from < counts.length ? (counts.length - from - 1) / HourOfWeek.COUNT + 1 : 0;
      bySlot[slot] = new double[n];
      for (int i = 0; i < n; i++) {
        bySlot[slot][i] = counts[from + i * HourOfWeek.COUNT];
      }
    }
    Robust[] pooled = new Robust[2 * HOURS];
    for (int kind = 0; kind < pooled.length; kind++) {
      int like = kind;
      pooled[kind] =
          Robust.of(
              IntStream.range(0, HourOfWeek.COUNT)
                  .filter(slot -> kind(slot) == like)
                  .mapToObj(slot -> bySlot[slot])
                  .flatMapToDouble(Arrays::stream)
                  .toArray());
    }
    for (int slot = 0; slot < HourOfWeek.COUNT; slot++) {
      Robust own = Robust.of(bySlot[slot]);
      Robust like = pooled[kind(slot)];
      Robust taken = own.center() > like.center() ? own : like;
      usual.perHour[slot] = taken.center();
      usual.unsure[slot] = taken.unsure();
    }
    usual.learnDays(counts, firstHour);
    int[] daysActive = new int[HOURS];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        daysActive[HourOfWeek.at(firstHour + i) % HOURS]++;
      }
    }
    for (int hour = 0; hour < HOURS; hour++) {
      usual.active[hour] = daysActive[hour] > 1;
    }
    usual.pace = Robust.of(those(counts, i -> counts[i] > 0)).center();
    usual.hoursKnown = counts.length;
    return usual;
  }

  private static int kind(int slot) {
    return HourOfWeek.weekend(slot) ? HOURS + slot % HOURS : slot % HOURS;
  }

  private static double[] those(int[] counts, IntPredicate chosen) {
    double[] values = new double[counts.length];
    int n = 0;
    for (int i = 0; i < counts.length; i++) {
      if (chosen.test(i)) {
        values[n++] = counts[i];
      }
    }
    return Arrays.copyOf(values, n);
  }

  private void learnDays(int[] counts, long firstHour) {
    int skip = Math.floorMod(-firstHour, HOURS);
    int days = Math.max(0, (counts.length - skip) / HOURS);
    int[] totals = new int[days];
    for (int day = 0; day < days; day++) {
      for (int hour = 0; hour < HOURS; hour++) {
        totals[day] += counts[skip + day * HOURS + hour];
      }
    }
    int first = HourOfWeek.at(firstHour + skip) / HOURS;
    Robust working = Robust.of(those(totals, i -> (first + i) % DAYS < 5));
    Robust weekend = Robust.of(those(totals, i -> (first + i) % DAYS >= 5));
    for (int day = 0; day < DAYS; day++) {
      Robust taken = day < 5 ? working : weekend;
      perDay[day] = taken.center();
      spreadOfDay[day] = taken.spread();
    }
  }

  /**
   * What is usual for the middle one of several subjects; for somebody of whom little is known, and
   * of whom it tells nothing.
   */
  public static Usual ofPeers(Collection<Usual> peers) {
    List<Usual> all = List.copyOf(peers);
    Usual usual = new Usual();
    for (int slot = 0; slot < HourOfWeek.COUNT; slot++) {
      int at = slot;
      usual.perHour[slot] = center(all, p -> p.perHour[at]);
      usual.unsure[slot] = most(all, p -> p.unsure[at]);
    }
    for (int day = 0; day < DAYS; day++) {
      int at = day;
      usual.perDay[day] = center(all, p -> p.perDay[at]);
      usual.spreadOfDay[day] = most(all, p -> p.spreadOfDay[at]);
    }
    for (int hour = 0; hour < HOURS; hour++) {
      int at = hour;
      usual.active[hour] = all.stream().anyMatch(p -> p.active[at]);
    }
    usual.pace = center(all, Usual::pace);
    return usual;
  }

  private static double center(List<Usual> all, ToDoubleFunction<Usual> figure) {
    return Robust.of(all.stream().mapToDouble(figure).toArray()).center();
  }

  private static double most(List<Usual> all, ToDoubleFunction<Usual> figure) {
    return all.stream().mapToDouble(figure).max().orElse(0);
  }

  /** The same pace in every hour; for somebody of whom nothing is known. */
  public static Usual steady(double pace) {
    Usual usual = new Usual();
    Arrays.fill(usual.perHour, pace);
    Arrays.fill(usual.unsure, 1);
    Arrays.fill(usual.active, true);
    usual.pace = pace;
    return usual;
  }

  /** The same, and in no figure less than another; it is known as long as before. */
  public Usual atLeast(Usual other) {
    Usual usual = new Usual();
    for (int slot = 0; slot < HourOfWeek.COUNT; slot++) {
      usual.perHour[slot] = Math.max(perHour[slot], other.perHour[slot]);
      usual.unsure[slot] = Math.max(unsure[slot], other.unsure[slot]);
    }
    for (int day = 0; day < DAYS; day++) {
      usual.perDay[day] = Math.max(perDay[day], other.perDay[day]);
      usual.spreadOfDay[day] = Math.max(spreadOfDay[day], other.spreadOfDay[day]);
    }
    for (int hour = 0; hour < HOURS; hour++) {
      usual.active[hour] = active[hour] || other.active[hour];
    }
    usual.pace = Math.max(pace, other.pace);
    usual.hoursKnown = hoursKnown;
    return usual;
  }

  /** What is usual in an hour of the week, 0 to 167. */
  public double perHour(int slot) {
    return perHour[slot];
  }

  /** How unsure that is beyond chance: a standard deviation, as a share of it; 0 to 1. */
  public double unsure(int slot) {
    return unsure[slot];
  }

  /** What is usual in a day; 0 is Monday. */
  public double perDay(int day) {
    return perDay[day];
  }

  /** The standard deviation of a day. */
  public double spreadOfDay(int day) {
    return spreadOfDay[day];
  }

  /** What is usual in an hour in which there is anything at all. */
  public double pace() {
    return pace;
  }

  /** How many hours were learned from. */
  public int hoursKnown() {
    return hoursKnown;
  }

  /**
   * How many hours of the clock lie between this one and the nearest in which there was something
   * on two days at least; 24 if there is none.
   */
  public int hoursFromActive(int slot) {
    int nearest = HOURS;
    for (int hour = 0; hour < HOURS; hour++) {
      if (active[hour]) {
        int way = Math.floorMod(slot - hour, HOURS);
        nearest = Math.min(nearest, Math.min(way, HOURS - way));
      }
    }
    return nearest;
  }
}
