package org.lockkeeper.integration.postgres.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.JobEngine;
import org.lockkeeper.kernel.RecurringWork;

/**
 * Errands and recurring work on db-scheduler: every node fetches and locks what is due; a node that
 * misses four heartbeats of ten seconds is taken for dead, and another one does its work.
 */
@ApplicationScoped
class DbSchedulerEngine implements JobEngine {

  static final int MOST_TRIES = 12;

  private static final System.Logger LOG = System.getLogger(DbSchedulerEngine.class.getName());

  private final Iterable<ErrandHandler> handlers;
  private final Iterable<RecurringWork> recurring;
  private final DeadErrands dead;
  private final FinishedErrands finished;
  private final int threads;
  private final Duration pollEvery;
  private final IntFunction<Duration> pauses;

  @Resource(lookup = "java:app/jdbc/jobs")
  private DataSource dataSource;

  @Resource private ManagedThreadFactory threadFactory;

  private Optional<Scheduler> scheduler = Optional.empty();

  @Inject
  DbSchedulerEngine(
      @Any Instance<ErrandHandler> handlers,
      @Any Instance<RecurringWork> recurring,
      DeadErrands dead,
      FinishedErrands finished,
      @ConfigProperty(name = "lockkeeper.jobs.threads", defaultValue = "10") int threads,
      @ConfigProperty(name = "lockkeeper.jobs.poll-every", defaultValue = "PT1S")
          Duration pollEvery) {
    this.handlers = handlers;
    this.recurring = recurring;
    this.dead = dead;
    this.finished = finished;
    this.threads = threads;
    this.pollEvery = pollEvery;
    this.pauses = Pauses::after;
  }

  /** For use without a container. */
  DbSchedulerEngine(
      Iterable<ErrandHandler> handlers,
      Iterable<RecurringWork> recurring,
      DeadErrands dead,
      FinishedErrands finished,
      Duration pollEvery,
      IntFunction<Duration> pauses,
      DataSource dataSource,
      ManagedThreadFactory threadFactory) {
    this.handlers = handlers;
    this.recurring = recurring;
    this.dead = dead;
    this.finished = finished;
    this.threads = 2;
    this.pollEvery = pollEvery;
    this.pauses = pauses;
    this.dataSource = dataSource;
    this.threadFactory = threadFactory;
  }

  @Override
  public synchronized void start() {
    if (scheduler.isPresent()) {
      return;
    }
    List<Task<?>> errands = new ArrayList<>();
    for (ErrandHandler handler : handlers) {
      errands.add(task(handler));
    }
    List<RecurringTask<Void>> again = new ArrayList<>();
    for (RecurringWork work : recurring) {
      again.add(
          Tasks.recurring(work.name(), FixedDelay.of(work.every()))
              .execute((instance, context) -> run(work)));
    }
    Scheduler started =
        Scheduler.create(dataSource, errands)
            .startTasks(again)
            .tableName("jobs.scheduled_tasks")
            .schedulerName(new SchedulerName.Fixed("node-" + UUID.randomUUID()))
            .threads(threads)
            .executorService(Executors.newFixedThreadPool(threads, threadFactory))
            .pollUsingLockAndFetch(0.5, 2.0)
            .pollingInterval(pollEvery)
            .heartbeatInterval(Duration.ofSeconds(10))
            .missedHeartbeatsLimit(4)
            .shutdownMaxWait(Duration.ofSeconds(5))
            // We tell of failures ourselves; the library would log the text of the exception.
            .failureLogging(LogLevel.OFF, false)
            .build();
    started.start();
    scheduler = Optional.of(started);
  }

  @Override
  @PreDestroy
  public synchronized void stop() {
    scheduler.ifPresent(Scheduler::stop);
    scheduler = Optional.empty();
  }

  private static void run(RecurringWork work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "work.failed name={0} failure={1}", work.name(), e.getClass().getName());
      LOG.log(Level.DEBUG, "work.failed", e);
      throw e;
    }
  }

  private Task<Void> task(ErrandHandler handler) {
    String kind = handler.kind();
    return Tasks.custom(kind, Void.class)
        .onFailure((complete, operations) -> failed(handler, complete, operations))
        .onDeadExecutionRevive()
        .execute(
            (instance, context) -> {
              Errand errand = Instances.errand(kind, instance.getId());
              return completion(errand, handler.run(errand));
            });
  }

  private CompletionHandler<Void> completion(Errand errand, ErrandHandler.Outcome outcome) {
    return switch (outcome) {
      case ErrandHandler.Outcome.Done d ->
          (complete, operations) -> forget(errand, complete, operations);
      case ErrandHandler.Outcome.Again again ->
          (complete, operations) ->
              operations.reschedule(
                  complete,
                  finished.wasAskedAgain(errand)
                      ? complete.getTimeDone()
                      : complete.getTimeDone().plus(again.pause()));
    };
  }

  private void forget(
      Errand errand, ExecutionComplete complete, ExecutionOperations<Void> operations) {
    if (!finished.forget(errand)) {
      operations.reschedule(complete, complete.getTimeDone());
    }
  }

  private void failed(
      ErrandHandler handler, ExecutionComplete complete, ExecutionOperations<Void> operations) {
    Errand errand = Instances.errand(handler.kind(), complete.getExecution().taskInstance.getId());
    RuntimeException failure = failure(complete);
    int tries = complete.getExecution().consecutiveFailures + 1;
    LOG.log(
        Level.WARNING,
        "errand.failed kind={0} seller={1} subject={2} tries={3} failure={4}",
        errand.kind(),
        errand.seller(),
        errand.subject(),
        tries,
        failure.getClass().getName());
    LOG.log(Level.DEBUG, "errand.failed", failure);
    if (tries >= MOST_TRIES) {
      dead.note(errand, failure, tries);
      tell(() -> dead.alarm(errand));
      tell(() -> handler.gaveUp(errand, failure));
      forget(errand, complete, operations);
      return;
    }
    Instant next = complete.getTimeDone().plus(pauses.apply(tries));
    operations.reschedule(complete, next);
    tell(() -> handler.willRetry(errand, failure, next));
  }

  private static RuntimeException failure(ExecutionComplete complete) {
    return complete.getCause().orElse(null) instanceof RuntimeException known
        ? known
        : new IllegalStateException("errand failed");
  }

  /** Telling the handler is a courtesy: its own trouble must not keep the errand from its retry. */
  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "errand.news.failed failure={0}", e.getClass().getName());
    }
  }
}
