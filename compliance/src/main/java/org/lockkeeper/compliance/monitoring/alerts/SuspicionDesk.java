package org.lockkeeper.compliance.monitoring.alerts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.desk.ReportSuspicion;
import org.lockkeeper.compliance.desk.Suspicion;

/** Incidents begin as the report of a suspicion, whoever makes it. */
@ApplicationScoped
class SuspicionDesk implements IncidentDesk {

  private final ReportSuspicion report;

  @Inject
  SuspicionDesk(ReportSuspicion report) {
    this.report = report;
  }

  @Override
  public String open(Suspected suspected, Account by) {
    return switch (report.of(
        by,
        suspected.concerns(),
        Suspicion.Kind.STRANGE_BEHAVIOUR,
        suspected.evidence(),
        suspected.noticedAt())) {
      case ReportSuspicion.Result.Taken taken -> "suspicion:" + taken.suspicion().id();
      case ReportSuspicion.Result.Refused refused ->
          throw new IllegalStateException("figures of an alert were refused: " + refused.fault());
    };
  }
}
