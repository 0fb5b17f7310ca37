package org.lockkeeper.compliance.response;

import java.time.Instant;

/** Lets go of what was closed long ago. Works in the caller's transaction. */
public interface AgedIncidents {

  /**
   * Removes whole records of incidents, with evidence, letters and what sellers were told.
   *
   * @param lastToGo the last instant of closing that goes; what was closed less than twelve months
   *     ago stays, whatever is asked
   * @return how many incidents
   */
  long dispose(Instant lastToGo, int most);
}
