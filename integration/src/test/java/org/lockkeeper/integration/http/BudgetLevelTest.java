package org.lockkeeper.integration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetLevelTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Budget PLAN =
      Budget.ofCalls("app-1", "amazon.createFulfillmentOrder", 2, 30, Throttling.byStatus());

  private BudgetLevel level = BudgetLevel.full(PLAN, NOON);

  private Budgets.Turn take(Budget plan, Duration longestPause, Instant now) {
    BudgetLevel.Step step = level.take(plan, longestPause, now);
    level = step.next();
    return step.turn();
  }

  private static Budgets.Turn taken(Duration pause) {
    return new Budgets.Turn.Taken(pause, 0);
  }

  private static Budgets.Turn later(Duration pause) {
    return new Budgets.Turn.Later(pause);
  }

  private void empty() {
    for (int i = 0; i < 30; i++) {
      assertThat(take(PLAN, NO_PAUSE, NOON)).isEqualTo(taken(Duration.ZERO));
    }
  }

  @Test
  void the_burst_goes_at_once_and_then_the_rate_decides() {
    empty();
    assertThat(take(PLAN, NO_PAUSE, NOON)).isEqualTo(later(Duration.ofMillis(500)));
    assertThat(take(PLAN, NO_PAUSE, NOON.plusMillis(500))).isEqualTo(taken(Duration.ZERO));
    assertThat(take(PLAN, NO_PAUSE, NOON.plusMillis(999))).isInstanceOf(Budgets.Turn.Later.class);
    assertThat(take(PLAN, NO_PAUSE, NOON.plusMillis(1000))).isEqualTo(taken(Duration.ZERO));
  }

  @Test
  void a_bucket_never_holds_more_than_its_burst_and_a_clock_that_goes_back_adds_nothing() {
    empty();
    take(PLAN, NO_PAUSE, NOON.plusSeconds(86_400));
    assertThat(level.tokens()).isEqualTo(29);
    take(PLAN, NO_PAUSE, NOON);
    assertThat(level.tokens()).isEqualTo(28);
  }

  @Test
  void each_that_is_sent_away_is_told_a_moment_of_its_own() {
    empty();
    List<Duration> told = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      told.add(((Budgets.Turn.Later) take(PLAN, NO_PAUSE, NOON)).retryAfter());
    }
    assertThat(told)
        .extracting(Duration::toMillis)
        .containsExactly(500L, 1000L, 1500L, 2000L, 2500L);
  }

  @Test
  void no_moment_is_farther_off_than_a_quarter_of_an_hour() {
    empty();
    for (int i = 0; i < 10_000; i++) {
      assertThat(((Budgets.Turn.Later) take(PLAN, NO_PAUSE, NOON)).retryAfter())
          .isPositive()
          .isLessThanOrEqualTo(BudgetLevel.FARTHEST);
    }
  }

  @Test
  void a_short_wait_is_a_pause_and_the_next_one_waits_behind_it() {
    Duration longest = Duration.ofSeconds(1);
    empty();
    assertThat(take(PLAN, longest, NOON)).isEqualTo(taken(Duration.ofMillis(500)));
    assertThat(take(PLAN, longest, NOON)).isEqualTo(taken(Duration.ofSeconds(1)));
    assertThat(take(PLAN, longest, NOON)).isInstanceOf(Budgets.Turn.Later.class);
  }

  @Test
  void who_can_wait_leaves_a_third_to_those_that_cannot() {
    Budget patient = PLAN.patiently();
    for (int i = 0; i < 20; i++) {
      assertThat(take(patient, NO_PAUSE, NOON)).isEqualTo(taken(Duration.ZERO));
    }
    assertThat(take(patient, NO_PAUSE, NOON)).isEqualTo(later(Duration.ofMillis(500)));
    assertThat(take(PLAN, NO_PAUSE, NOON)).isEqualTo(taken(Duration.ZERO));
  }

  @Test
  void a_call_that_costs_more_than_the_bucket_holds_takes_all_of_it() {
    Budget dear = Budget.ofPoints("app-1", "shopify", 100, 1000, 5000, Throttling.byCost());
    level = BudgetLevel.full(dear, NOON);
    assertThat(take(dear, NO_PAUSE, NOON)).isEqualTo(taken(Duration.ZERO));
    assertThat(take(dear, NO_PAUSE, NOON)).isEqualTo(later(Duration.ofSeconds(10)));
  }

  @Test
  void after_a_throttled_call_nobody_calls_until_the_pause_is_over() {
    level = level.throttled(Duration.ofSeconds(8), NOON);
    assertThat(level.throttledInRow()).isEqualTo(1);
    assertThat(take(PLAN, Duration.ofSeconds(1), NOON.plusSeconds(7)))
        .isEqualTo(later(Duration.ofSeconds(1)));
    assertThat(take(PLAN, NO_PAUSE, NOON.plusSeconds(8)))
        .isEqualTo(new Budgets.Turn.Taken(Duration.ZERO, 1));
    level = level.heard(Throttling.Level.SILENT, NOON.plusSeconds(8));
    assertThat(level.throttledInRow()).isZero();
  }

  @ParameterizedTest(name = "told {0}, believed {1}")
  @CsvSource({"5, 5", "0.5, 0.5", "1000000, 200", "0.000001, 0.02"})
  void a_rate_that_the_platform_tells_is_believed_within_reason(double told, double believed) {
    level =
        level.heard(
            new Throttling.Level(
                OptionalDouble.of(told), OptionalDouble.empty(), OptionalDouble.empty()),
            NOON);
    assertThat(level.perSecond()).isEqualTo(believed);
    assertThat(level.burst()).isEqualTo(30);
  }

  @Test
  void what_the_platform_says_is_left_is_left() {
    level =
        level.heard(
            new Throttling.Level(OptionalDouble.of(4), OptionalDouble.of(60), OptionalDouble.of(7)),
            NOON);
    assertThat(level.tokens()).isEqualTo(7);
    assertThat(level.burst()).isEqualTo(60);
    take(PLAN, NO_PAUSE, NOON.plusSeconds(1));
    assertThat(level.tokens()).isEqualTo(10);
  }

  @Test
  void another_plan_replaces_what_was_heard() {
    level =
        level.heard(
            new Throttling.Level(
                OptionalDouble.of(10), OptionalDouble.empty(), OptionalDouble.empty()),
            NOON);
    take(PLAN.at(1, 4), NO_PAUSE, NOON);
    assertThat(level.perSecond()).isEqualTo(1);
    assertThat(level.tokens()).isEqualTo(3);
  }

  @Test
  void time_alone_is_no_news() {
    take(PLAN, NO_PAUSE, NOON);
    BudgetLevel silent = level.heard(Throttling.Level.SILENT, NOON.plusSeconds(1));
    assertThat(silent.saysMoreThan(level)).isFalse();
    assertThat(level.throttled(Duration.ofSeconds(1), NOON).saysMoreThan(level)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1", "NaN, 1, 1"})
  void a_budget_has_figures_above_zero(double perSecond, double burst, double cost) {
    assertThatThrownBy(
            () -> Budget.ofPoints("app-1", "shopify", perSecond, burst, cost, Throttling.byCost()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
