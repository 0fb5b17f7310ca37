package org.lockkeeper.retention;

import java.time.Instant;
import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** The legal holds. Works in the caller's transaction. */
public interface LegalHolds {

  /** The holds of one seller that are in force. */
  List<LegalHold> inForce(SellerId seller, Instant now);
}
