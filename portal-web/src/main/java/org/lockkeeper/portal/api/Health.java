package org.lockkeeper.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the database answers; says no more than that. */
@Readiness
@ApplicationScoped
public class Health implements HealthCheck {

  private final org.lockkeeper.compliance.access.Readiness readiness;

  @Inject
  Health(org.lockkeeper.compliance.access.Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public HealthCheckResponse call() {
    boolean up;
    try {
      up = readiness.databaseAnswers();
    } catch (RuntimeException e) {
      up = false;
    }
    return HealthCheckResponse.named("portal").status(up).build();
  }
}
