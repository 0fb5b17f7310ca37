package org.lockkeeper.compliance.monitoring.measures;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is written down with a measure, each call one transaction of the platform. */
@UseCase
public class MeasureSteps {

  private final ReportIncident report;
  private final RaiseAlert alerts;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public MeasureSteps(ReportIncident report, RaiseAlert alerts, AuditTrail audit, Clock clock) {
    this.report = report;
    this.alerts = alerts;
    this.audit = audit;
    this.clock = clock;
  }

  boolean isFrom(Alert alert, String address) {
    return Cidr.parse(alert.subject().detail())
        .filter(range -> range.contains(address))
        .isPresent();
  }

  protected void noted(Account by, Alert alert, String measure, String object) {
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "alert.measure-taken",
        alert.object(),
        Map.of("measure", measure, "of", object));
  }

  /** The incident of the alert, new or known; its clock counts from the first finding. */
  protected IncidentId incident(Account by, Alert alert) {
    String text =
        """
        {"alert": "%s",
         "rule": "%s",
         "subject": "%s",
         "first": "%s",
         "last": "%s",
         "times": %d,
         "score": %s}
        """
            .formatted(
                alert.id(),
                alert.worst().rule(),
                alert.subject().text(),
                alert.firstAt(),
                alert.lastAt(),
                alert.times(),
                alert.worst().score());
    IncidentId incident =
        report.of(
            new Report(
                alert.object(),
                IncidentKind.UNAUTHORIZED_ACCESS,
                Nature.REAL,
                Severity.SEV3,
                alert.firstAt().isAfter(clock.instant()) ? clock.instant() : alert.firstAt(),
                by.actor(),
                alert.seller(),
                "A network was shut out because of an alert: " + alert.subject().detail() + ".",
                List.of(
                    new Exhibit(
                        "Figures of the alert",
                        "application/json",
                        text.getBytes(StandardCharsets.UTF_8)))));
    alerts.withIncident(alert, "incident:" + incident);
    return incident;
  }
}
