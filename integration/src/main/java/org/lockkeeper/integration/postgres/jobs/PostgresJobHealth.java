package org.lockkeeper.integration.postgres.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.lockkeeper.compliance.clocks.JobHealth;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.RecurringWork;

/** Reads the lines of recurring work in {@code jobs.scheduled_tasks}. */
@ApplicationScoped
class PostgresJobHealth implements JobHealth {

  private final Tenancy tenancy;
  private final Iterable<RecurringWork> works;

  @Inject
  PostgresJobHealth(Tenancy tenancy, @Any Instance<RecurringWork> works) {
    this(tenancy, (Iterable<RecurringWork>) works);
  }

  PostgresJobHealth(Tenancy tenancy, Iterable<RecurringWork> works) {
    this.tenancy = tenancy;
    this.works = works;
  }

  private record Line(
      String name,
      Optional<Instant> success,
      Optional<Instant> failure,
      Instant next,
      int failures,
      boolean running) {}

  @Override
  public List<Job> jobs() {
    Sql sql = tenancy.ofNobody();
    Instant now =
        sql.first("select clock_timestamp() as now", row -> Sql.instant(row, "now")).orElseThrow();
    Map<String, Line> lines =
        sql
            .list(
                """
                select task_name, last_success, last_failure, execution_time, picked,
                  coalesce(consecutive_failures, 0) as failures
                from jobs.scheduled_tasks where task_instance = 'recurring'
                """,
                row ->
                    new Line(
                        row.getString("task_name"),
                        Sql.optionalInstant(row, "last_success"),
                        Sql.optionalInstant(row, "last_failure"),
                        Sql.instant(row, "execution_time"),
                        row.getInt("failures"),
                        row.getBoolean("picked")))
            .stream()
            .collect(Collectors.toMap(Line::name, Function.identity()));
    return StreamSupport.stream(works.spliterator(), false)
        .map(work -> job(work, Optional.ofNullable(lines.get(work.name())), now))
        .sorted(Comparator.comparing(Job::name))
        .toList();
  }

  private static Job job(RecurringWork work, Optional<Line> line, Instant now) {
    return new Job(
        work.name(),
        work.every(),
        line.flatMap(Line::success),
        line.flatMap(Line::failure),
        line.map(Line::next),
        line.map(Line::failures).orElse(0),
        line.filter(Line::running).isPresent(),
        now);
  }
}
