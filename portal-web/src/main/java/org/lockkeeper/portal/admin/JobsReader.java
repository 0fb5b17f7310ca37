package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.compliance.clocks.JobHealth;

/** Reads how recurring work goes. */
@ApplicationScoped
class JobsReader {

  private final JobHealth health;

  @Inject
  JobsReader(JobHealth health) {
    this.health = health;
  }

  @Transactional
  List<JobHealth.Job> jobs() {
    return health.jobs();
  }
}
