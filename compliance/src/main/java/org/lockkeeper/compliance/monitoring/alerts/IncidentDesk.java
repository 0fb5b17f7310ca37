package org.lockkeeper.compliance.monitoring.alerts;

import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.incidents.IncidentId;

/** Where incidents are opened with an alert as evidence. Works in the caller's transaction. */
public interface IncidentDesk {

  /**
   * Opens one, or finds the one that was opened with this alert.
   *
   * @param figures the figures of the alert in plain sentences; ids, no personal data
   */
  IncidentId open(Alert alert, String figures, Account by);
}
