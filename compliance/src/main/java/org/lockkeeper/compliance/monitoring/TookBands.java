package org.lockkeeper.compliance.monitoring;

import java.util.List;

/**
 * How long calls took, counted in bands: enough to tell a percentile, and two counts add up to the
 * count of both, which percentiles do not.
 *
 * @param counts how many calls fell into each band, the fastest first
 */
public record TookBands(List<Long> counts) {

  /** The longest time of each band but the last, in milliseconds, itself included. */
  public static final List<Integer> BOUNDS =
      List.of(25, 50, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 4000, 7000, 11000);

  /** No call takes longer: it is given up. */
  private static final int LONGEST = 15_000;

  public TookBands {
    if (counts.size() != BOUNDS.size() + 1) {
      throw new IllegalArgumentException("there is one band more than bounds");
    }
    counts = List.copyOf(counts);
  }

  /** In which band a call belongs that took so many milliseconds; from 0. */
  public static int band(long tookMs) {
    int band = 0;
    while (band < BOUNDS.size() && tookMs > BOUNDS.get(band)) {
      band++;
    }
    return band;
  }

  /**
   * The time within which that share of the calls came back, in milliseconds; as if the calls of a
   * band lay evenly in it. 0 without calls.
   *
   * @param share above 0, at most 1
   */
  public long within(double share) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    double rank = all * share;
    long before = 0;
    for (int band = 0; band < counts.size(); band++) {
      long here = counts.get(band);
      if (here > 0 && before + here >= rank) {
        long from = band == 0 ? 0 : BOUNDS.get(band - 1);
        long to = band == BOUNDS.size() ? LONGEST : BOUNDS.get(band);
        return Math.round(from + (to - from) * (rank - before) / here);
      }
      before += here;
    }
    return 0;
  }
}
