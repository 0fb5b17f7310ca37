package org.lockkeeper.integration.postgres.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Errand;

/**
 * The end of a run. An errand that was asked for once more while it ran may have looked at the
 * world before the news, so it is not forgotten but run again.
 */
@ApplicationScoped
class FinishedErrands {

  private final Tenancy tenancy;

  @Inject
  FinishedErrands(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /**
   * Forgets the errand, unless it was asked for again.
   *
   * @return false if it has to run again
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public boolean forget(Errand errand) {
    int forgotten =
        tenancy
            .ofNobody()
            .run(
                """
                delete from jobs.scheduled_tasks
                where task_name = ? and task_instance = ? and not asked_again
                """,
                errand.kind(),
                Instances.text(errand));
    return forgotten == 1 || !heard(errand);
  }

  /** Whether the errand was asked for again since it was picked; it is not said twice. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public boolean wasAskedAgain(Errand errand) {
    return heard(errand);
  }

  private boolean heard(Errand errand) {
    return tenancy
            .ofNobody()
            .run(
                """
                update jobs.scheduled_tasks set asked_again = false
                where task_name = ? and task_instance = ? and asked_again
                """,
                errand.kind(),
                Instances.text(errand))
        == 1;
  }
}
