package org.lockkeeper.integration.postgres.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Errand;

/** Errands that failed too often and wait for a person, in {@code jobs.dead_errand}. */
@ApplicationScoped
class DeadErrands {

  private final Tenancy tenancy;

  @Inject
  DeadErrands(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void note(Errand errand, RuntimeException failure, int tries) {
    tenancy
        .ofNobody()
        .run(
            """
            insert into jobs.dead_errand (task_name, task_instance, failure, tries, since)
            values (?, ?, ?, ?, clock_timestamp())
            on conflict (task_name, task_instance) do update set
              failure = excluded.failure, tries = excluded.tries, since = excluded.since
            """,
            errand.kind(),
            Instances.text(errand),
            failure.getClass().getSimpleName(),
            tries);
  }
}
