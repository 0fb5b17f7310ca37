package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Removes records of incidents that were closed thirteen months ago. */
@UseCase
public class DisposeIncidents {

  private static final int AT_ONCE = 50;

  private final AgedIncidents aged;
  private final IncidentPolicy policy;
  private final AuditTrail audit;

  @Inject
  public DisposeIncidents(AgedIncidents aged, IncidentPolicy policy, AuditTrail audit) {
    this.aged = aged;
    this.policy = policy;
    this.audit = audit;
  }

  /** Removes what is too old. */
  public void asOf(Instant now) {
    long gone = aged.dispose(now.minus(policy.keepFor()), AT_ONCE);
    if (gone > 0) {
      audit.record(
          SellerId.PLATFORM,
          new Actor.Task("dispose-incidents"),
          "records.disposed",
          "store:incidents.incident",
          Map.of("rows", Long.toString(gone), "source", "R-31"));
    }
  }
}
