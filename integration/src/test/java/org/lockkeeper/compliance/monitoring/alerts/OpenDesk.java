package org.lockkeeper.compliance.monitoring.alerts;

import org.lockkeeper.incidents.ReportIncident;

/** The desk at which alerts become incidents, for tests of other packages. */
public final class OpenDesk {

  private OpenDesk() {}

  public static IncidentDesk of(ReportIncident report) {
    return new AlertAsIncident(report);
  }
}
