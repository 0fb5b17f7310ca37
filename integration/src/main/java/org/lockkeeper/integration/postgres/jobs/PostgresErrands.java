package org.lockkeeper.integration.postgres.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;

/**
 * Writes errands into db-scheduler's table with the business transaction. By a statement of our
 * own: the library's insert relies on catching a duplicate, which in PostgreSQL ends the
 * transaction.
 */
@ApplicationScoped
class PostgresErrands implements Errands {

  private final Tenancy tenancy;

  @Inject
  PostgresErrands(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void after(Duration delay, Errand errand) {
    tenancy
        .as(errand.seller())
        .run(
            """
            insert into jobs.scheduled_tasks
              (task_name, task_instance, execution_time, picked, version)
            values (?, ?, clock_timestamp() + ? * interval '1 millisecond', false, 1)
            on conflict (task_name, task_instance) do nothing
            """,
            errand.kind(),
            Instances.text(errand),
            delay.toMillis());
  }

  @Override
  public void now(Errand errand) {
    tenancy
        .as(errand.seller())
        .run(
            """
            insert into jobs.scheduled_tasks as t
              (task_name, task_instance, execution_time, picked, version)
            values (?, ?, clock_timestamp(), false, 1)
            on conflict (task_name, task_instance) do update set
              execution_time = case when t.picked then t.execution_time
                else excluded.execution_time end,
              version = case when t.picked then t.version else t.version + 1 end,
              asked_again = t.picked
            where t.picked or t.execution_time > excluded.execution_time
            """,
            errand.kind(),
            Instances.text(errand));
    tenancy
        .ofNobody()
        .run(
            "delete from jobs.dead_errand where task_name = ? and task_instance = ?",
            errand.kind(),
            Instances.text(errand));
  }
}
