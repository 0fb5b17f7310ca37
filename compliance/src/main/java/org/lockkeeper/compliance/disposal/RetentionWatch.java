package org.lockkeeper.compliance.disposal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Anchor;

/** Counts by which people are warned. Works in the caller's transaction. */
public interface RetentionWatch {

  /** The earliest end that has come and is not done; held ones are left out. */
  Optional<Instant> oldestDue(Instant now);

  /** Sellers of whom buyers counted from these anchors go in that time; ids only. */
  List<SellerId> sellersWithEnds(Instant from, Instant to, List<Anchor> anchors);

  /** How many of them a seller has. */
  long ends(SellerId seller, Instant from, Instant to, List<Anchor> anchors);
}
