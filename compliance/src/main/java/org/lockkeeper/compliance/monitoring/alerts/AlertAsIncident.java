package org.lockkeeper.compliance.monitoring.alerts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.Severity;

/**
 * Hands an alert to the incidents: its clock counts from when the product learned of it, and its
 * figures lie in the evidence locker from the first moment, with when it was found.
 */
@ApplicationScoped
class AlertAsIncident implements IncidentDesk {

  private final ReportIncident report;

  @Inject
  AlertAsIncident(ReportIncident report) {
    this.report = report;
  }

  @Override
  public IncidentId open(Alert alert, String figures, Account by) {
    return report.of(
        new Report(
            alert.object(),
            kind(alert.worst().signal()),
            Nature.REAL,
            alert.worst().score() >= Finding.CERTAIN ? Severity.SEV2 : Severity.SEV3,
            alert.learnedAt(),
            by.actor(),
            alert.seller(),
            figures,
            List.of(
                new Exhibit(
                    "Figures of alert " + alert.id(),
                    "text/plain",
                    exhibit(alert, figures).getBytes(StandardCharsets.UTF_8)))));
  }

  private static String exhibit(Alert alert, String figures) {
    return figures
        + "\nSubject: "
        + alert.subject().text()
        + "\nSeller: "
        + alert.seller().map(Object::toString).orElse("none")
        + "\n";
  }

  /** What it looks like at first; a person says in the room what it is. */
  static IncidentKind kind(Signal signal) {
    return switch (signal) {
      case SEARCHES,
          REVEALS,
          ORDERS_REVEALED,
          SELLERS_SEEN,
          DENIALS,
          SIGN_INS,
          CANARIES_REACHED,
          INTRUSION_ALERTS ->
          IncidentKind.UNAUTHORIZED_ACCESS;
      case EXPORTS -> IncidentKind.DATA_LEAK;
      case SECRET_READS, SIGN_INS_REFUSED, CALLS, CALLS_REFUSED -> IncidentKind.CREDENTIAL_LEAK;
      case BAD_SIGNATURES, DELIVERIES, CALLS_THROTTLED, CALLS_FAILED -> IncidentKind.OTHER;
    };
  }
}
