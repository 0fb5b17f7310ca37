package org.lockkeeper.compliance.monitoring.intrusion;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is kept of lines that were handed in. Works in the caller's transaction, as the platform.
 */
public interface IntrusionLines {

  /** Whether a line is kept already. */
  boolean knows(String digest);

  /** Keeps a line with the alert that it went into. */
  void add(UUID id, IntrusionLine line, UUID alert, String by, Instant at);

  /** The lines of an alert, the newest first. */
  List<IntrusionLine> of(UUID alert, int most);
}
