package org.lockkeeper.compliance.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.clocks.JobHealth.Job;
import org.lockkeeper.compliance.clocks.JobHealth.Job.State;

/** Work that comes back is red when it has not ended well for three of its pauses. */
class JobHealthTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static Job job(Optional<Instant> success, Optional<Instant> next, int failures) {
    return new Job(
        "work",
        Duration.ofHours(1),
        success,
        failures > 0 ? Optional.of(NOW) : Optional.empty(),
        next,
        failures,
        false,
        NOW);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, GOOD", "PT3H, GOOD", "PT3H0.001S, OVERDUE", "P2D, OVERDUE"})
  void three_pauses_without_a_success_are_too_long(Duration since, State expected) {
    Job job = job(Optional.of(NOW.minus(since)), Optional.of(NOW), 0);
    assertThat(job.state()).isEqualTo(expected);
  }

  @Test
  void a_failure_is_seen_before_it_is_too_late() {
    assertThat(job(Optional.of(NOW.minusSeconds(60)), Optional.of(NOW), 1).state())
        .isEqualTo(State.FAILING);
    assertThat(job(Optional.empty(), Optional.of(NOW), 2).state()).isEqualTo(State.FAILING);
    assertThat(job(Optional.empty(), Optional.of(NOW), 3).state()).isEqualTo(State.OVERDUE);
  }

  @Test
  void what_was_never_due_is_waited_for_and_what_nobody_runs_is_red() {
    assertThat(job(Optional.empty(), Optional.of(NOW.plusSeconds(1)), 0).state())
        .isEqualTo(State.NOT_YET);
    assertThat(job(Optional.empty(), Optional.empty(), 0).state()).isEqualTo(State.OVERDUE);
    assertThat(job(Optional.empty(), Optional.of(NOW.minus(Duration.ofHours(4))), 0).state())
        .isEqualTo(State.OVERDUE);
  }

  @Test
  void quick_work_has_five_minutes_for_a_start() {
    Job quick =
        new Job(
            "work",
            Duration.ofSeconds(1),
            Optional.of(NOW.minus(Duration.ofMinutes(5))),
            Optional.empty(),
            Optional.of(NOW),
            0,
            false,
            NOW);
    assertThat(quick.state()).isEqualTo(State.GOOD);
  }
}
