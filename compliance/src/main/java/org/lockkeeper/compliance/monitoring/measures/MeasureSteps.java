package org.lockkeeper.compliance.monitoring.measures;

import jakarta.inject.Inject;
import java.util.Map;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.IncidentDesk;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.SettleAlert;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is written down with a measure, each call one transaction of the platform. */
@UseCase
public class MeasureSteps {

  private final IncidentDesk incidents;
  private final RaiseAlert alerts;
  private final AuditTrail audit;

  @Inject
  public MeasureSteps(IncidentDesk incidents, RaiseAlert alerts, AuditTrail audit) {
    this.incidents = incidents;
    this.alerts = alerts;
    this.audit = audit;
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
    return alert
        .incident()
        .map(known -> IncidentId.of(known.substring(known.indexOf(':') + 1)))
        .orElseGet(
            () -> {
              IncidentId fresh = incidents.open(alert, SettleAlert.evidence(alert), by);
              alerts.withIncident(alert, "incident:" + fresh);
              return fresh;
            });
  }
}
