package org.lockkeeper.compliance.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;

/**
 * The calls to outside APIs in figures, over all sellers: hosts, operations, counts and ids, and
 * nothing of what was said. Works in the caller's transaction.
 *
 * <p>A call has failed if there was no answer, if the platform said that there were too many, or if
 * the status is 400 or more; "not found" is an answer like others and no failure.
 */
public interface OutsideCalls {

  /** How far back, and in which steps. The first step begins on a whole one, in UTC. */
  enum Span {
    HOUR(Duration.ofMinutes(5), 12),
    DAY(Duration.ofHours(1), 24),
    WEEK(Duration.ofDays(1), 7),
    MONTH(Duration.ofDays(1), 30);

    private final Duration step;
    private final int steps;

    Span(Duration step, int steps) {
      this.step = step;
      this.steps = steps;
    }

    public Duration step() {
      return step;
    }

    /** How many steps there are, the running one among them. */
    public int steps() {
      return steps;
    }

    /** Where the first step begins. */
    public Instant since(Instant now) {
      long length = step.toMillis();
      return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), length) - steps + 1) * length);
    }
  }

  /** What is asked for. */
  record Filter(Span span, Optional<String> host, Optional<SellerId> seller, boolean onlyFailing) {}

  /**
   * The calls of one operation at one host for one seller.
   *
   * @param throttled how many of the failed ones were too many for the platform
   * @param bytes how much was answered
   * @param took how long they took
   * @param firstSeen when the operation was called at that host for the first time, for any seller
   * @param budgetName out of which budget such calls are taken, if they are counted
   * @param budget what is left of the calls that may be made now, if they are counted and some were
   *     made lately
   */
  record Row(
      String host,
      String operation,
      SellerId seller,
      long calls,
      long failed,
      long throttled,
      long bytes,
      TookBands took,
      Instant firstSeen,
      Optional<String> budgetName,
      Optional<BudgetFill> budget) {}

  /**
   * How full a budget is.
   *
   * @param left how many calls or points there are; never below zero
   * @param closedUntil until when the platform wants to be left alone, if it does
   */
  record BudgetFill(double left, double burst, double perSecond, Optional<Instant> closedUntil) {}

  /** The calls of one step. */
  record Step(Instant from, long calls, long failed) {}

  /**
   * One call.
   *
   * @param status 0 if there was no answer
   * @param requestId by which the platform knows it
   */
  record Call(
      Instant at,
      int status,
      long tookMs,
      long bytes,
      boolean throttled,
      Optional<String> requestId,
      int attempt) {}

  /** A call that was not made because of where it would have gone. */
  record Refusal(
      Instant at, SellerId seller, String host, String operation, RefusalReason reason) {}

  /** Whose calls of what, where. */
  record Subject(SellerId seller, String host, String operation) {}

  /** The rows with the most calls first, at most {@code most}. */
  List<Row> rows(Filter filter, Instant now, int most);

  /** All steps of the span, those without calls as well; the oldest first. */
  List<Step> steps(Filter filter, Instant now);

  /** The newest calls first, at most {@code most}. */
  List<Call> calls(Subject subject, Filter filter, Instant now, int most);

  /** The newest refusals first, at most {@code most}; the filter's "only failing" is not heeded. */
  List<Refusal> refusals(Filter filter, Instant now, int most);

  /** The hosts that were ever called, by name, at most {@code most}. */
  List<String> hosts(int most);
}
