package org.lockkeeper.compliance.clocks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the work goes that comes back by itself. Runs in the caller's transaction. */
public interface JobHealth {

  /** Each work that comes back, by its name. */
  List<Job> jobs();

  /**
   * One work that comes back. All instants are of real time, which no setting moves.
   *
   * @param every the pause between two runs
   * @param lastSuccess when it ended well last
   * @param lastFailure when it failed last
   * @param nextRun when it runs next; while it runs, when it began to be due
   * @param failures how often it has failed since it ended well
   * @param running whether a node is at it now
   * @param now what the database's clock says
   */
  record Job(
      String name,
      Duration every,
      Optional<Instant> lastSuccess,
      Optional<Instant> lastFailure,
      Optional<Instant> nextRun,
      int failures,
      boolean running,
      Instant now) {

    /** How many of its pauses a work may be without a success. */
    public static final int PAUSES = 3;

    /** Below this nobody is alarmed: a start of all nodes takes as long. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** How it goes. */
    public enum State {
      /** It ended well within its time. */
      GOOD,
      /** It failed last, and there is time still. */
      FAILING,
      /** It has not ended well for too long. */
      OVERDUE,
      /** It has never been due yet. */
      NOT_YET
    }

    public State state() {
      Duration most = every.multipliedBy(PAUSES);
      Duration allowed = most.compareTo(SLACK) < 0 ? SLACK : most;
      Optional<Instant> from = lastSuccess.or(() -> lastFailure);
      if (from.isEmpty()) {
        return nextRun.filter(at -> !now.isAfter(at.plus(allowed))).isPresent()
            ? State.NOT_YET
            : State.OVERDUE;
      }
      boolean late =
          lastSuccess.map(at -> now.isAfter(at.plus(allowed))).orElse(failures >= PAUSES)
              || nextRun.filter(at -> !running && now.isAfter(at.plus(allowed))).isPresent();
      return late ? State.OVERDUE : failures > 0 ? State.FAILING : State.GOOD;
    }
  }
}
