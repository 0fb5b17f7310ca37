package org.lockkeeper.compliance.monitoring.detection;

/**
 * How unlikely it is to count so many where so many are usual.
 *
 * <p>Counts of what happens by itself follow Poisson's law; if their rate is itself unsure (some
 * hours are busier), the negative binomial one. Both by their plain sums; no approximation, so that
 * small counts are right.
 */
final class Tail {

  private static final double NO_LESS = 1e-300;

  private Tail() {}

  /**
   * The number of zeros of the chance of {@code seen} or more; 0 to 99.
   *
   * @param usual the expected count, above 0
   * @param unsure the standard deviation of the rate as a share of it; 0 is Poisson's law
   */
  static double score(long seen, double usual, double unsure) {
    if (seen <= usual) {
      return 0;
    }
    double chance = unsure > 0 ? unsureRate(seen, usual, unsure) : poisson(seen, usual);
    return Math.min(Finding.CERTAIN, -Math.log10(Math.max(NO_LESS, chance)));
  }

  /** From the term of {@code seen} upwards: terms fall, since {@code seen} is above the mean. */
  private static double poisson(long seen, double usual) {
    double term = Math.exp(seen * Math.log(usual) - usual - logFactorial(seen));
    double sum = 0;
    for (long k = seen; term > sum * 1e-12 && term > 0; k++) {
      sum += term;
      term *= usual / (k + 1);
    }
    return sum;
  }

  private static double unsureRate(long seen, double usual, double unsure) {
    double shape = 1 / (unsure * unsure);
    double success = usual / (usual + shape);
    double log = shape * Math.log1p(-success) + seen * Math.log(success);
    for (long k = 0; k < seen; k++) {
      log += Math.log((shape + k) / (k + 1));
    }
    double term = Math.exp(log);
    double sum = 0;
    for (long k = seen; term > sum * 1e-12 && term > 0; k++) {
      sum += term;
      term *= success * (shape + k) / (k + 1);
    }
    return sum;
  }

  private static double logFactorial(long n) {
    double sum = 0;
    for (long k = 2; k <= n; k++) {
      sum += Math.log((double) k);
    }
    return sum;
  }
}
