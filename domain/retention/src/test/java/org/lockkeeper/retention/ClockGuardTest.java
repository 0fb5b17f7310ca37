package org.lockkeeper.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockGuardTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static ClockGuard.Reading reading(Duration later, Duration ahead) {
    return new ClockGuard.Reading(NOON.plus(later).plus(ahead), NOON.plus(later));
  }

  private static boolean believed(
      Optional<ClockGuard.Reading> last, ClockGuard.Reading now, Optional<ClockGuard.Stop> stop) {
    return ClockGuard.judge(last, now, stop, HOUR) instanceof ClockGuard.Verdict.Believed;
  }

  @ParameterizedTest(name = "ahead by {0}, then by {1}: believed = {2}")
  @CsvSource({
    "PT0S, PT0S, true",
    "PT0S, PT1H, true",
    "PT0S, PT1H0.000001S, false",
    "PT0S, PT-1H, true",
    "PT0S, PT-1H-0.000001S, false",
    "PT0S, PT-2H, false",
    "PT2160H, PT2160H, true",
    "PT2160H, PT0S, false",
    "PT0S, PT2160H, false"
  })
  void what_counts_is_by_how_much_the_difference_has_changed(
      Duration before, Duration after, boolean believed) {
    assertThat(
            believed(
                Optional.of(reading(Duration.ZERO, before)),
                reading(Duration.ofMinutes(1), after),
                Optional.empty()))
        .isEqualTo(believed);
  }

  @Test
  void a_long_pause_is_no_step() {
    assertThat(
            believed(
                Optional.of(reading(Duration.ZERO, Duration.ZERO)),
                reading(Duration.ofDays(200), Duration.ZERO),
                Optional.empty()))
        .isTrue();
  }

  @Test
  void before_the_first_run_our_clock_is_compared_with_the_databases() {
    assertThat(believed(Optional.empty(), reading(Duration.ZERO, HOUR), Optional.empty())).isTrue();
    assertThat(
            believed(
                Optional.empty(), reading(Duration.ZERO, Duration.ofDays(1)), Optional.empty()))
        .isFalse();
  }

  @Test
  void a_step_that_was_said_to_be_right_is_believed_where_the_clock_stood_and_nowhere_else() {
    ClockGuard.Reading before = reading(Duration.ZERO, Duration.ZERO);
    ClockGuard.Reading seen = reading(Duration.ofMinutes(1), Duration.ofDays(3));
    ClockGuard.Stop open =
        new ClockGuard.Stop(
            new UUID(1, 1), before, seen, Optional.empty(), Optional.empty(), Optional.empty());
    ClockGuard.Stop confirmed =
        new ClockGuard.Stop(
            open.id(),
            before,
            seen,
            Optional.of(new UUID(2, 2)),
            Optional.of(NOON),
            Optional.empty());
    ClockGuard.Reading same = reading(Duration.ofMinutes(9), Duration.ofDays(3));
    assertThat(open.jump()).isEqualTo(Duration.ofDays(3));
    assertThat(believed(Optional.of(before), same, Optional.of(open))).isFalse();
    assertThat(believed(Optional.of(before), same, Optional.of(confirmed))).isTrue();
    assertThat(
            believed(
                Optional.of(before),
                reading(Duration.ofMinutes(9), Duration.ofDays(6)),
                Optional.of(confirmed)))
        .isFalse();
  }

  @Test
  void a_clock_that_is_back_is_believed_without_a_word() {
    ClockGuard.Reading before = reading(Duration.ZERO, Duration.ZERO);
    assertThat(
            believed(
                Optional.of(before),
                reading(Duration.ofHours(5), Duration.ZERO),
                Optional.of(
                    new ClockGuard.Stop(
                        new UUID(1, 1),
                        before,
                        reading(Duration.ofMinutes(1), Duration.ofDays(3)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))))
        .isTrue();
  }
}
