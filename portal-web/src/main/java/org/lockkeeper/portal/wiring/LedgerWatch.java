package org.lockkeeper.portal.wiring;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.disposal.CatchUp;

/**
 * Compares database and erasure ledger at the start and every so often, on a thread of its own:
 * while the database is behind, no errand and no recurring work runs, and this must.
 */
@ApplicationScoped
class LedgerWatch {

  private static final System.Logger LOG = System.getLogger(LedgerWatch.class.getName());
  private static final Duration SOON = Duration.ofSeconds(2);

  private final CatchUp catchUp;
  private final Duration every;
  private Optional<ScheduledFuture<?>> next = Optional.empty();
  private boolean ended;
  private boolean working;

  @Resource private ManagedScheduledExecutorService executor;

  @Inject
  LedgerWatch(
      CatchUp catchUp,
      @ConfigProperty(name = "lockkeeper.erasure.look-every", defaultValue = "PT1M")
          Duration every) {
    this.catchUp = catchUp;
    this.every = every;
  }

  /** What goes on and off with the state of the database. */
  interface Work {
    void start();

    void stop();
  }

  /** Looks now; if the database is current, the work has begun when this returns. */
  void begin(Work work) {
    boolean told = catchUp.look();
    turn(work);
    again(work, told && catchUp.isCurrent() ? every : SOON);
  }

  synchronized void end() {
    ended = true;
    next.ifPresent(look -> look.cancel(false));
  }

  private synchronized void again(Work work, Duration pause) {
    if (!ended) {
      try {
        next =
            Optional.of(
                executor.schedule(() -> look(work), pause.toMillis(), TimeUnit.MILLISECONDS));
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "ledger.watch.ended");
      }
    }
  }

  private void look(Work work) {
    boolean told = false;
    try {
      told = catchUp.look();
      turn(work);
      if (!catchUp.isCurrent()) {
        catchUp.replay();
        turn(work);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "ledger.watch.failed failure={0}", e.getClass().getName());
      LOG.log(Level.DEBUG, "ledger.watch.failed", e);
    } finally {
      again(work, told && catchUp.isCurrent() ? every : SOON);
    }
  }

  private synchronized void turn(Work work) {
    if (catchUp.isCurrent() && !working && !ended) {
      work.start();
      working = true;
    } else if (!catchUp.isCurrent() && working) {
      working = false;
      work.stop();
    }
  }
}
