package org.lockkeeper.compliance.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the verifier found.
 *
 * @param entries how many were hashed again from their values
 * @param expired how many have gone because their time was over, which the witness's times prove
 */
public record Verification(
    Instant at, Duration took, long entries, long expired, List<Finding> findings) {

  public Verification {
    findings = List.copyOf(findings);
  }

  /** What can be wrong. */
  public enum Kind {
    /** An entry's values are not those that were sealed. */
    CHANGED,
    /** An entry that was sealed is not there. */
    MISSING,
    /** An entry stands among the sealed ones and was never sealed. */
    INSERTED,
    /** Two entries have changed places. */
    SWAPPED,
    /** The log ends before a checkpoint that was published or witnessed. */
    TAIL_CUT,
    /** The tree is consistent in itself, and not the one that was published or witnessed. */
    REBUILT,
    /** There are two signed histories. */
    FORK,
    /** What was published is not there, or not as it was written. */
    STORE
  }

  /** One thing that is wrong, as a sentence without personal data. */
  public record Finding(Kind kind, String sentence) {}
}
