package org.lockkeeper.compliance.monitoring.detection;

import java.util.Arrays;

/**
 * The middle and the spread of a handful of counts, of which some may be wild: by median and median
 * absolute deviation (MAD), so that one day of plunder does not teach that plunder is usual.
 *
 * @param center the mean of the values, none of which counts beyond three spreads from the median;
 *     for counts near zero, whose median is often zero, it is still above it
 * @param spread 1.4826 × MAD, the standard deviation if nothing is wild; not below the square root
 *     of the center, which is what chance alone makes of counts
 */
record Robust(double center, double spread) {

  /** Makes the MAD of normally spread values their standard deviation. */
  private static final double MAD_TO_DEVIATION = 1.4826;

  private static final double WILD = 3;

  /** Of no values: nothing is usual. */
  static Robust of(double[] values) {
    if (values.length == 0) {
      return new Robust(0, 0);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = middle(sorted);
    double[] away = new double[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      away[i] = Math.abs(sorted[i] - median);
    }
    Arrays.sort(away);
    double mad = MAD_TO_DEVIATION * middle(away);
    double most = median + WILD * Math.max(mad, Math.sqrt(Math.max(median, 1)));
    double center = Arrays.stream(sorted).map(v -> Math.min(v, most)).average().orElse(0);
    return new Robust(center, Math.max(mad, Math.sqrt(center)));
  }

  /** The spread beyond what chance makes, as a share of the center; 0 to 1. */
  double unsure() {
    double beyond = spread * spread - center;
    return center > 0 ? Math.min(1, Math.sqrt(Math.max(0, beyond)) / center) : 0;
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
