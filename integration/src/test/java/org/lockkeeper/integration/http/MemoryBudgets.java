package org.lockkeeper.integration.http;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Budgets of one process, at a time that the test says. */
public final class MemoryBudgets implements Budgets {

  private final Map<Key, BudgetLevel> levels = new HashMap<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  /** Lets time pass. */
  public synchronized void pass(Duration span) {
    now = now.plus(span);
  }

  @Override
  public synchronized Turn take(Key key, Budget budget, Duration longestPause) {
    BudgetLevel level = levels.getOrDefault(key, BudgetLevel.full(budget, now));
    BudgetLevel.Step step = level.take(budget, longestPause, now);
    levels.put(key, step.next());
    return step.turn();
  }

  @Override
  public synchronized void throttled(Key key, Duration pause) {
    levels.computeIfPresent(key, (k, level) -> level.throttled(pause, now));
  }

  @Override
  public synchronized void heard(Key key, Throttling.Level told) {
    levels.computeIfPresent(key, (k, level) -> level.heard(told, now));
  }
}
