package org.lockkeeper.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.lockkeeper.compliance.disposal.CatchUp;

/**
 * Ready when the database answers and is not behind the erasure ledger; says no more than that, and
 * what is wrong with the ledger.
 */
@Readiness
@ApplicationScoped
public class Health implements HealthCheck {

  private final org.lockkeeper.compliance.access.Readiness readiness;
  private final CatchUp catchUp;

  @Inject
  Health(org.lockkeeper.compliance.access.Readiness readiness, CatchUp catchUp) {
    this.readiness = readiness;
    this.catchUp = catchUp;
  }

  @Override
  public HealthCheckResponse call() {
    boolean up;
    try {
      up = catchUp.isCurrent() && readiness.databaseAnswers();
    } catch (RuntimeException e) {
      up = false;
    }
    return HealthCheckResponse.named("portal").status(up).withData("erasures", erasures()).build();
  }

  private String erasures() {
    return switch (catchUp.state()) {
      case CatchUp.Starting starting -> "not compared with the ledger yet";
      case CatchUp.Current current -> "all known";
      case CatchUp.Behind behind -> "The database is behind the erasure ledger; replaying.";
      case CatchUp.LogBehind log ->
          "More was published of the audit log than the database has: it was restored, or its log"
              + " was cut. Find out which; the restore runbook says how a node is started on it.";
      case CatchUp.Unsound unsound -> unsound.sentence();
    };
  }
}
