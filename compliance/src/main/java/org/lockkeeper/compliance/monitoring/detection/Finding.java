package org.lockkeeper.compliance.monitoring.detection;

import java.time.Duration;

/**
 * One unusual thing: figures only.
 *
 * @param usual what was to be expected in the span; 0 if nothing was
 * @param seen what there was
 * @param score how sure it is: the number of zeros of the chance that it means nothing, such as 6
 *     for one in a million; from 0 to 99, where 99 is no matter of chance
 * @param span over what time it was counted
 */
public record Finding(
    Rule rule, Signal signal, double usual, double seen, double score, Duration span) {

  /** What is no matter of chance. */
  public static final double CERTAIN = 99;

  public Finding {
    if (!(score >= 0) || !(usual >= 0) || !(seen >= 0)) {
      throw new IllegalArgumentException("figures of a finding are not below zero");
    }
    score = Math.min(CERTAIN, score);
  }
}
