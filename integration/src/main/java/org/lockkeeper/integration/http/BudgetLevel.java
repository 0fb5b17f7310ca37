package org.lockkeeper.integration.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket at one moment, and what becomes of it. Pure arithmetic: where it is kept is said
 * elsewhere.
 *
 * @param tokens what is there; below zero while calls that were let in are still pausing
 * @param asOf when {@code tokens} was true
 * @param perSecond what comes back each second, as planned or as the platform last said
 * @param plannedPerSecond by which plan it was opened; another plan starts the rate anew
 * @param blockedUntil nobody calls before
 * @param promisedUntil up to when moments were given away to those that were sent away
 * @param throttledInRow how many calls were throttled since the last that was not
 */
public record BudgetLevel(
    double tokens,
    Instant asOf,
    double perSecond,
    double burst,
    double plannedPerSecond,
    double plannedBurst,
    Instant blockedUntil,
    Instant promisedUntil,
    int throttledInRow) {

  /** Moments farther off than this are not promised; the row of promises starts anew. */
  static final Duration FARTHEST = Duration.ofMinutes(15);

  /** A rate that an answer tells is believed within this factor of the planned one. */
  private static final double BELIEVED = 100;

  private static final int MOST_IN_ROW = 20;

  /** A full bucket. */
  public static BudgetLevel full(Budget plan, Instant now) {
    return new BudgetLevel(
        plan.burst(),
        now,
        plan.perSecond(),
        plan.burst(),
        plan.perSecond(),
        plan.burst(),
        Instant.EPOCH,
        Instant.EPOCH,
        0);
  }

  /** The bucket after somebody asked, and what was answered. */
  public record Step(BudgetLevel next, Budgets.Turn turn) {}

  /**
   * Takes what a call costs, or promises a moment.
   *
   * @param longestPause how long a call may be made to pause rather than be sent away
   */
  public Step take(Budget plan, Duration longestPause, Instant now) {
    BudgetLevel level = by(plan).refilled(now);
    double cost = Math.min(plan.cost(), level.burst);
    double left = level.tokens - cost;
    double lowest = plan.patient() ? plan.kept() : -level.perSecond * seconds(longestPause);
    if (!now.isBefore(blockedUntil) && left >= lowest) {
      Duration pause = left < 0 ? span(-left / level.perSecond) : Duration.ZERO;
      return new Step(level.withTokens(left), new Budgets.Turn.Taken(pause, throttledInRow));
    }
    double missing = Math.max(0, plan.kept() + cost - level.tokens);
    Instant ready = later(now.plus(span(missing / level.perSecond)), blockedUntil);
    Instant moment = later(ready, promisedUntil.plus(span(cost / level.perSecond)));
    if (moment.isAfter(now.plus(FARTHEST))) {
      moment = ready;
    }
    return new Step(level.promising(moment), new Budgets.Turn.Later(Duration.between(now, moment)));
  }

  /** Empty, and closed for a while. */
  public BudgetLevel throttled(Duration pause, Instant now) {
    BudgetLevel level = refilled(now);
    return new BudgetLevel(
        Math.min(level.tokens, 0),
        level.asOf,
        level.perSecond,
        level.burst,
        level.plannedPerSecond,
        level.plannedBurst,
        later(level.blockedUntil, now.plus(pause)),
        level.promisedUntil,
        Math.min(level.throttledInRow + 1, MOST_IN_ROW));
  }

  /** As the platform says, as far as it can be believed. */
  public BudgetLevel heard(Throttling.Level told, Instant now) {
    BudgetLevel level = refilled(now);
    double newBurst = believed(told.burst().orElse(level.burst), level.plannedBurst);
    return new BudgetLevel(
        Math.min(Math.max(told.available().orElse(level.tokens), -newBurst), newBurst),
        level.asOf,
        believed(told.perSecond().orElse(level.perSecond), level.plannedPerSecond),
        newBurst,
        level.plannedPerSecond,
        level.plannedBurst,
        level.blockedUntil,
        level.promisedUntil,
        0);
  }

  /** Whether it differs in more than what time alone has done to it. */
  public boolean saysMoreThan(BudgetLevel before) {
    return throttledInRow != before.throttledInRow
        || perSecond != before.perSecond
        || burst != before.burst
        || tokens != before.refilled(asOf).tokens;
  }

  private BudgetLevel by(Budget plan) {
    return plan.perSecond() == plannedPerSecond && plan.burst() == plannedBurst
        ? this
        : new BudgetLevel(
            Math.min(tokens, plan.burst()),
            asOf,
            plan.perSecond(),
            plan.burst(),
            plan.perSecond(),
            plan.burst(),
            blockedUntil,
            promisedUntil,
            throttledInRow);
  }

  private BudgetLevel refilled(Instant now) {
    double more = Math.max(0, seconds(Duration.between(asOf, now))) * perSecond;
    return new BudgetLevel(
        Math.min(burst, tokens + more),
        later(asOf, now),
        perSecond,
        burst,
        plannedPerSecond,
        plannedBurst,
        blockedUntil,
        promisedUntil,
        throttledInRow);
  }

  private BudgetLevel withTokens(double newTokens) {
    return new BudgetLevel(
        newTokens,
        asOf,
        perSecond,
        burst,
        plannedPerSecond,
        plannedBurst,
        blockedUntil,
        promisedUntil,
        throttledInRow);
  }

  private BudgetLevel promising(Instant moment) {
    return new BudgetLevel(
        tokens,
        asOf,
        perSecond,
        burst,
        plannedPerSecond,
        plannedBurst,
        blockedUntil,
        moment,
        throttledInRow);
  }

  private static double believed(double told, double planned) {
    return Double.isFinite(told)
        ? Math.clamp(told, planned / BELIEVED, planned * BELIEVED)
        : planned;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }

  private static Duration span(double seconds) {
    return Duration.ofNanos((long) Math.ceil(Math.min(seconds, 86_400) * 1e9));
  }
}
